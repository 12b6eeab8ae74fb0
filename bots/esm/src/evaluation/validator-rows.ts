import { z } from 'zod';
import { classWeights, type Phenomenon, phenomena } from '../validator/report.ts';

/** One labelled report of an evaluation set. */
export interface ValidatorRow {
  /** `line 7` where the row names none. */
  readonly id: string;
  /** `ru`, `uk`, `en`; rows of strangers may be in other languages. */
  readonly lang: string;
  readonly text: string;
  /** A class of the validator or `presupposition`. */
  readonly label: string;
  /** Null: the row does not say, and its candidates are not judged. */
  readonly phenomena: readonly Phenomenon[] | null;
  /** Whether the report is accepted on the third training day. */
  readonly expectedAccept: boolean;
  /** Null: the row belongs to every split. */
  readonly split: 'dev' | 'test' | null;
}

/** Every label of the project's own rows. */
export const labels: readonly string[] = [...Object.keys(classWeights), 'presupposition'];

const splitName = z.enum(['development', 'dev', 'test']);
const strangerRow = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  lang: z.string(),
  text: z.string(),
  label: z.string(),
  phenomena: z.array(z.enum(phenomena)).optional(),
  expectedAccept: z.boolean(),
  split: splitName.optional(),
});
const ownRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/u),
  lang: z.enum(['ru', 'uk', 'en']),
  text: z.string(),
  label: z.enum(labels),
  phenomena: z.array(z.enum(phenomena)),
  expectedAccept: z.boolean(),
  split: z.enum(['development', 'test']),
});

/**
 * Reads JSON lines. The project's own rows have to be complete; those of strangers may lack `id`, `split`, `phenomena`.
 * @throws TypeError naming the line and what is wrong with it.
 */
export function parseValidatorRows(lines: string, isOwnData: boolean): readonly ValidatorRow[] {
  const rows: ValidatorRow[] = [];
  for (const [index, line] of lines
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    if (line.trim() === '') continue;
    rows.push(parseRow(line, index + 1, isOwnData));
  }
  const ids = new Set(rows.map(({ id }) => id));
  if (isOwnData && ids.size !== rows.length) throw new TypeError('Two rows have the same id.');
  return rows;
}

function parseRow(line: string, number: number, isOwnData: boolean): ValidatorRow {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch (cause) {
    throw new TypeError(`Line ${number} is no JSON object.`, { cause });
  }
  const parsed = (isOwnData ? ownRow : strangerRow).safeParse(data);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`);
    throw new TypeError(`Line ${number}: ${faults.join('; ')}.`);
  }
  const { id, split, ...row } = parsed.data;
  return {
    ...row,
    id: id === undefined ? `line ${number}` : String(id),
    phenomena: row.phenomena ?? null,
    split: split === undefined ? null : split === 'test' ? 'test' : 'dev',
  };
}
