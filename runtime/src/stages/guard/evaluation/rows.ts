import { createHash } from 'node:crypto';
import type { Language } from '../../../contracts/message.ts';
import { type Vector, vectors } from '../injection/inspect-text.ts';

/** A row of `injection.jsonl`; the short form has only id, lang, label, text and turns. */
export interface InjectionRow {
  readonly id: string;
  readonly label: 'attack' | 'benign';
  readonly lang: Language;
  readonly text: string;
  /** Number of the class, 1 to 18, or its name; absent or null on benign rows. */
  readonly class?: number | string | null;
  readonly vector?: Vector | null;
  readonly payload?: string | null;
  readonly turns?: readonly string[] | null;
  readonly expect?: string | null;
  readonly note?: string | null;
}

/** A row of `pii.jsonl`. */
export interface PersonalDataRow {
  readonly id: string;
  readonly lang: Language;
  readonly text: string;
  readonly spans: readonly {
    readonly start: number;
    readonly end: number;
    readonly kind: string;
    readonly value?: string;
  }[];
  readonly kinds?: readonly string[] | null;
  readonly note?: string | null;
}

export type Split = 'dev' | 'test';

/** Test when the first byte of the id's SHA-256 is odd. */
export function splitOf(id: string): Split {
  const first = createHash('sha256').update(id).digest()[0] ?? 0;
  return first % 2 === 1 ? 'test' : 'dev';
}

/** The rows of JSON lines; empty lines are passed over. Throws `TypeError` with the line's number. */
export function parseRows<Row extends { readonly id: string; readonly text: string }>(
  lines: string,
): readonly Row[] {
  return readLines(lines, (row) => row as unknown as Row);
}

/** The same for `injection.jsonl`: every field of the short form is checked. */
export function parseInjectionRows(lines: string): readonly InjectionRow[] {
  return readLines(lines, (row, at) => {
    requireText(row, 'lang', at);
    if (row.label !== 'attack' && row.label !== 'benign') {
      throw new TypeError(`Line ${at} needs "label": "attack" or "benign".`);
    }
    const turns = row.turns ?? null;
    if (turns !== null && !Array.isArray(turns)) throw new TypeError(`Line ${at}: "turns" must be a list.`);
    const vector = vectors.find((name) => name === row.vector) ?? 'dm_text';
    return {
      ...(row as unknown as InjectionRow),
      ...{ vector, turns: turns === null ? null : turns.map((turn) => toTurn(turn, at)) },
    };
  });
}

/** The same for `pii.jsonl`. */
export function parsePersonalDataRows(lines: string): readonly PersonalDataRow[] {
  return readLines(lines, (row, at) => {
    requireText(row, 'lang', at);
    if (!Array.isArray(row.spans)) throw new TypeError(`Line ${at} needs a list "spans".`);
    for (const span of row.spans as readonly Partial<PersonalDataRow['spans'][number]>[]) {
      const isSpan =
        Number.isInteger(span?.start) && Number.isInteger(span?.end) && typeof span?.kind === 'string';
      if (!isSpan) throw new TypeError(`Line ${at}: a span needs "start", "end" and "kind".`);
    }
    return row as unknown as PersonalDataRow;
  });
}

type Fields = Readonly<Record<string, unknown>> & { readonly id: string; readonly text: string };

function readLines<Row>(lines: string, read: (row: Fields, line: number) => Row): readonly Row[] {
  const rows: Row[] = [];
  lines.split('\n').forEach((line, index) => {
    if (line.trim() !== '') rows.push(read(parseRow(line, index + 1), index + 1));
  });
  return rows;
}

function parseRow(line: string, number: number): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new TypeError(`Line ${number} is no JSON.`, { cause });
  }
  const row = value as Partial<Fields> | null;
  if (typeof row !== 'object' || row === null || typeof row.id !== 'string' || typeof row.text !== 'string') {
    throw new TypeError(`Line ${number} needs text fields "id" and "text".`);
  }
  return row as Fields;
}

function requireText(row: Fields, name: string, line: number): void {
  if (typeof row[name] !== 'string') throw new TypeError(`Line ${line} needs a text field "${name}".`);
}

/** A turn is a text, or an object that has one. */
function toTurn(turn: unknown, line: number): string {
  const text = typeof turn === 'string' ? turn : (turn as { readonly text?: unknown } | null)?.text;
  if (typeof text !== 'string') throw new TypeError(`Line ${line}: each of "turns" must be a text.`);
  return text;
}
