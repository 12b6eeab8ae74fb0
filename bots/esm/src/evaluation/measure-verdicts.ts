import { languages } from 'opora';
import { countingConfidence } from '../validator/classes/find-classes.ts';
import type { LocalValidator } from '../validator/local-validator.ts';
import { phenomena, type ReportValidation } from '../validator/report.ts';
import { rounded, type Share, shareOf } from './share.ts';
import type { ValidatorRow } from './validator-rows.ts';

/** A row with what the validator said of it. */
export interface JudgedRow {
  readonly row: ValidatorRow;
  readonly validation: ReportValidation;
}

/** Candidates found, missed and made up, over all rows that name theirs. */
export type PhenomenaFigures = {
  /** Micro-averaged; null where no candidate is named or found. */
  readonly f1: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly found: number;
  readonly wrong: number;
  readonly missed: number;
};

/** Everything that is measured of the verdicts of the third training day. */
export type ValidatorFigures = {
  readonly accuracy: Share;
  readonly byLanguage: Readonly<Record<string, Share>>;
  /** Pristine reports that got a probe: those whose row expects acceptance. */
  readonly pristineProbed: Share;
  /** How many rows of a label were told: the class counts; accepted, for `pristine`. */
  readonly byClass: Readonly<Record<string, Share>>;
  readonly phenomena: PhenomenaFigures;
  readonly byPhenomenon: Readonly<Record<string, PhenomenaFigures>>;
  /** Accuracy of saying always the same. */
  readonly baselines: { readonly acceptAll: Share; readonly probeAll: Share };
};

/** Judges every row as on the third training day. */
export function judgeRows(rows: readonly ValidatorRow[], validator: LocalValidator): readonly JudgedRow[] {
  return rows.map((row) => {
    const language = languages.find((each) => each === row.lang);
    const options = {
      item: 'moment',
      trainingDay: 3,
      ...(language === undefined ? {} : { language }),
    } as const;
    return { row, validation: validator.validate(row.text, options) };
  });
}

const accepted = ({ validation }: JudgedRow): boolean => validation.verdict === 'accept';

/** True where the verdict is the expected one. */
export const isRight = (judged: JudgedRow): boolean => accepted(judged) === judged.row.expectedAccept;

/** True where the label itself was told, beyond the verdict. */
function isTold({ row: { label }, validation }: JudgedRow): boolean {
  if (label === 'pristine') return validation.verdict === 'accept';
  if (label === 'presupposition') return validation.presupposition !== null;
  return validation.classes.some(({ id, confidence }) => id === label && confidence >= countingConfidence);
}

const share = (rows: readonly JudgedRow[], holds: (row: JudgedRow) => boolean): Share =>
  shareOf(rows.filter(holds).length, rows.length);

function shares(
  rows: readonly JudgedRow[],
  keyOf: (row: ValidatorRow) => string,
  holds: (row: JudgedRow) => boolean,
): Readonly<Record<string, Share>> {
  const keys = [...new Set(rows.map(({ row }) => keyOf(row)))].sort();
  return Object.fromEntries(
    keys.map((key) => [
      key,
      share(
        rows.filter(({ row }) => keyOf(row) === key),
        holds,
      ),
    ]),
  );
}

function phenomenaFigures(rows: readonly JudgedRow[], ids: readonly string[]): PhenomenaFigures {
  let found = 0;
  let wrong = 0;
  let missed = 0;
  for (const { row, validation } of rows) {
    if (row.phenomena === null) continue;
    const wanted = new Set<string>(row.phenomena.filter((id) => ids.includes(id)));
    const given = new Set<string>(validation.phenomena.map(({ id }) => id).filter((id) => ids.includes(id)));
    for (const id of given) {
      if (wanted.has(id)) found += 1;
      else wrong += 1;
    }
    for (const id of wanted) if (!given.has(id)) missed += 1;
  }
  const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole));
  return {
    f1: ratio(2 * found, 2 * found + wrong + missed),
    precision: ratio(found, found + wrong),
    recall: ratio(found, found + missed),
    found,
    wrong,
    missed,
  };
}

/** Measures judged rows. */
export function measureVerdicts(rows: readonly JudgedRow[]): ValidatorFigures {
  const pristine = rows.filter(({ row }) => row.expectedAccept);
  return {
    accuracy: share(rows, isRight),
    byLanguage: shares(rows, ({ lang }) => lang, isRight),
    pristineProbed: share(pristine, (judged) => !accepted(judged)),
    byClass: shares(rows, ({ label }) => label, isTold),
    phenomena: phenomenaFigures(rows, phenomena),
    byPhenomenon: Object.fromEntries(phenomena.map((id) => [id, phenomenaFigures(rows, [id])])),
    baselines: {
      acceptAll: share(rows, ({ row }) => row.expectedAccept),
      probeAll: share(rows, ({ row }) => !row.expectedAccept),
    },
  };
}
