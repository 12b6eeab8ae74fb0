import { languages } from '../../../contracts/message.ts';
import { systemClock } from '../../../core/clock.ts';
import { checksumKinds, personalDataKinds } from '../personal-data/kinds.ts';
import { type PersonalDataSpan, type RedactOptions, redact } from '../personal-data/redact.ts';
import { type Gate, gate, type Latency, latencyBy, type Rate, Tally, toLatency } from './figures.ts';
import type { PersonalDataRow } from './rows.ts';

export interface PersonalDataPrediction {
  readonly id: string;
  readonly spans: readonly Omit<PersonalDataSpan, 'value'>[];
}

export interface PersonalDataReport {
  readonly rows: number;
  /** Spans found: kind matches and the value is covered. */
  readonly recall: Rate;
  readonly checksumRecall: Rate;
  /** Clean rows in which anything was replaced. */
  readonly cleanTouched: Rate;
  /** Replaced spans that stand for a labelled one. */
  readonly precision: Rate;
  readonly recallByLanguage: Readonly<Record<string, Rate>>;
  readonly recallByKind: Readonly<Record<string, Rate>>;
  readonly cleanTouchedByLanguage: Readonly<Record<string, Rate>>;
  /** Of the spans replaced, those that stand for a labelled one. */
  readonly precisionByLanguage: Readonly<Record<string, Rate>>;
  readonly precisionByKind: Readonly<Record<string, Rate>>;
  readonly latencyMs: Latency;
  readonly latencyByLanguage: Readonly<Record<string, Latency>>;
  /** Of rows with a span of the kind; `clean` for the others. */
  readonly latencyByKind: Readonly<Record<string, Latency>>;
  readonly faults: readonly string[];
  /** `id` of rows with a span missed, with its kind; `id` of clean rows touched. */
  readonly misses: { readonly spans: readonly string[]; readonly clean: readonly string[] };
  readonly predictions: readonly PersonalDataPrediction[];
  readonly gates: readonly Gate[];
  readonly passed: boolean;
}

export interface PersonalDataEvaluationOptions {
  /** `project` demands every kind and language; `any` judges what is there. Default `any`. */
  readonly completeness?: 'project' | 'any';
  readonly minimumRows?: number;
  readonly monotonic?: () => number;
  readonly redact?: RedactOptions;
}

interface Result {
  readonly row: PersonalDataRow;
  readonly spans: readonly PersonalDataSpan[];
  readonly failed: boolean;
  readonly ms: number;
}

/** Scores rows of either form (specification, §6). Pure but for the clock that measures latency. */
export function evaluatePersonalData(
  rows: readonly PersonalDataRow[],
  options: PersonalDataEvaluationOptions = {},
): PersonalDataReport {
  const monotonic = options.monotonic ?? systemClock.monotonic;
  const results = rows.map((row): Result => {
    const begun = monotonic();
    const { spans, failed } = redact(row.text, options.redact);
    return { row, spans, failed, ms: monotonic() - begun };
  });
  const report = summarise(results);
  const gates = gatesOf(report, options);
  return { ...report, gates, passed: gates.every((item) => item.passed) };
}

type Wanted = PersonalDataRow['spans'][number];

function isFound(wanted: Wanted, spans: readonly PersonalDataSpan[]): boolean {
  return spans.some(
    (span) => span.kind === wanted.kind && span.start <= wanted.start && span.end >= wanted.end,
  );
}

function summarise(results: readonly Result[]): Omit<PersonalDataReport, 'gates' | 'passed'> {
  const [all, byLanguage, byKind, clean] = [new Tally(), new Tally(), new Tally(), new Tally()];
  const [rightByLanguage, rightByKind] = [new Tally(), new Tally()];
  const missed: string[] = [];
  const touched: string[] = [];
  for (const { row, spans } of results) {
    if (row.spans.length === 0) {
      clean.add(row.lang, spans.length > 0);
      all.add('clean', spans.length > 0);
      if (spans.length > 0) touched.push(row.id);
    }
    for (const span of spans) {
      const isRight = row.spans.some((wanted) => isFound(wanted, [span]));
      all.add('precision', isRight);
      rightByLanguage.add(row.lang, isRight);
      rightByKind.add(span.kind, isRight);
    }
    for (const wanted of row.spans) {
      const found = isFound(wanted, spans);
      all.add('spans', found);
      byLanguage.add(row.lang, found);
      byKind.add(wanted.kind, found);
      if ((checksumKinds as readonly string[]).includes(wanted.kind)) all.add('checksum', found);
      if (!found) missed.push(`${row.id} ${wanted.kind}`);
    }
  }
  return {
    rows: results.length,
    recall: all.rate('spans'),
    checksumRecall: all.rate('checksum'),
    cleanTouched: all.rate('clean'),
    precision: all.rate('precision'),
    recallByLanguage: byLanguage.rates(),
    recallByKind: byKind.rates(),
    cleanTouchedByLanguage: clean.rates(),
    precisionByLanguage: rightByLanguage.rates(),
    precisionByKind: rightByKind.rates(),
    latencyMs: toLatency(results.map((item) => item.ms)),
    latencyByLanguage: latencyBy(
      results,
      ({ row }) => [row.lang],
      ({ ms }) => ms,
    ),
    latencyByKind: latencyBy(
      results,
      ({ row }) => (row.spans.length === 0 ? ['clean'] : [...new Set(row.spans.map(({ kind }) => kind))]),
      ({ ms }) => ms,
    ),
    faults: results.filter((item) => item.failed).map((item) => item.row.id),
    misses: { spans: missed, clean: touched },
    predictions: results.map(({ row, spans }) => ({
      id: row.id,
      spans: spans.map(({ start, end, kind }) => ({ start, end, kind })),
    })),
  };
}

function gatesOf(
  report: Omit<PersonalDataReport, 'gates' | 'passed'>,
  options: PersonalDataEvaluationOptions,
): Gate[] {
  const isProject = options.completeness === 'project';
  const gates = [gate('PII spans found', report.recall.rate, '>=', 0.92)];
  if (isProject || report.checksumRecall.of > 0) {
    gates.push(gate('checksum kinds found', report.checksumRecall.rate, '>=', 1));
  }
  if (isProject || report.cleanTouched.of > 0) {
    gates.push(gate('clean rows touched', report.cleanTouched.rate, '<=', 0.05));
  }
  gates.push(gate('rows whose finders failed', report.faults.length, '<=', 0));
  if (options.minimumRows !== undefined) gates.push(gate('rows', report.rows, '>=', options.minimumRows));
  if (isProject) {
    const kinds = personalDataKinds.filter((kind) => report.recallByKind[kind] !== undefined).length;
    gates.push(gate('kinds present', kinds, '>=', personalDataKinds.length));
    const spoken = languages.filter((name) => report.recallByLanguage[name] !== undefined);
    gates.push(gate('languages present', spoken.length, '>=', languages.length));
  }
  return gates;
}
