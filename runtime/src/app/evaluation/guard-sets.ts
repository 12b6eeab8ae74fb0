import { join } from 'node:path';
import type { Json } from '../../contracts/json.ts';
import {
  evaluateInjection,
  evaluatePersonalData,
  failingCanaries,
  type InjectionReport,
  injectionSetGates,
  type Latency,
  type PersonalDataReport,
  parseInjectionRows,
  parsePersonalDataRows,
  personalDataSetGates,
  type Rate,
  splitOf,
} from '../../stages/guard/index.ts';
import { packageFolder } from '../version.ts';
import type { EvaluationRequest, EvaluationSet, EvaluationTable } from './evaluation-set.ts';

/** The project's rows; only a source checkout has them. */
const dataFile = (name: string): string => join(packageFolder, 'test/guards/data', name);

/** The sets that every installation has. */
export const guardSets: Readonly<Record<string, EvaluationSet>> = {
  'guards-injection': {
    description: 'detection of prompt injection: rows {id, lang, label, text, turns?}',
    data: dataFile('injection.jsonl'),
    evaluate(request) {
      const all = parseInjectionRows(request.lines);
      failingCanaries();
      const report = evaluateInjection(chosen(all, request), {
        completeness: isComplete(request) ? 'project' : 'any',
      });
      return {
        rows: report.rows,
        gates: [...report.gates, ...(request.isOwnData ? injectionSetGates(all) : [])],
        tables: injectionTables(report),
        misses: { attacks: report.misses.attacks, benign: report.misses.benign },
        predictions: report.predictions.map(({ id, score, verdict }) => ({ id, score, verdict })),
        figures: toJson({
          recall: report.recall,
          falsePositiveRate: report.falsePositives,
          precision: report.precision,
          latencyMs: report.latencyMs,
          byLanguage: byLanguage(report, report.falsePositivesByLanguage),
          byClass: merge({ recall: report.recallByClass, latencyMs: report.latencyByClass }),
          byVector: merge({ recall: report.recallByVector }),
          faults: report.faults,
        }),
      };
    },
  },
  'guards-pii': {
    description: 'detection of personal data: rows {id, lang, text, spans}',
    data: dataFile('pii.jsonl'),
    evaluate(request) {
      const all = parsePersonalDataRows(request.lines);
      const report = evaluatePersonalData(chosen(all, request), {
        completeness: isComplete(request) ? 'project' : 'any',
      });
      return {
        rows: report.rows,
        gates: [...report.gates, ...(request.isOwnData ? personalDataSetGates(all) : [])],
        tables: personalDataTables(report),
        misses: { spans: report.misses.spans, clean: report.misses.clean },
        predictions: report.predictions.map(({ id, spans }) => ({ id, spans: toJson(spans) })),
        figures: toJson({
          recall: report.recall,
          checksumRecall: report.checksumRecall,
          falsePositiveRate: report.cleanTouched,
          precision: report.precision,
          latencyMs: report.latencyMs,
          byLanguage: byLanguage(report, report.cleanTouchedByLanguage),
          byKind: merge({
            recall: report.recallByKind,
            precision: report.precisionByKind,
            latencyMs: report.latencyByKind,
          }),
          faults: report.faults,
        }),
      };
    },
  },
};

/** Every class and kind has to be there only in the split that is judged by the gates. */
const isComplete = ({ isOwnData, split }: EvaluationRequest): boolean => isOwnData && split !== 'dev';

const chosen = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  { split }: EvaluationRequest,
): readonly Row[] => (split === null ? rows : rows.filter(({ id }) => splitOf(id) === split));

/** Reports are plain data; their types only do not say so. */
const toJson = <Value>(value: Value): Value & { readonly [name: string]: Json } =>
  value as Value & { readonly [name: string]: Json };

function injectionTables(report: InjectionReport): readonly EvaluationTable[] {
  const head = ['recall', 'attacks', 'false positives', 'benign', 'precision', 'p50 ms', 'p95 ms'];
  return [
    {
      title: 'all and by language',
      columns: head,
      rows: [
        ['all', ...line(report.recall, report.falsePositives, report.precision, report.latencyMs)],
        ...Object.keys(report.latencyByLanguage).map((name) => [
          name,
          ...line(
            report.recallByLanguage[name],
            report.falsePositivesByLanguage[name],
            report.precisionByLanguage[name],
            report.latencyByLanguage[name],
          ),
        ]),
      ],
    },
    {
      title: 'by class',
      columns: ['recall', 'attacks', 'p50 ms', 'p95 ms'],
      rows: Object.entries(report.latencyByClass).map(([name, { p50, p95 }]) => [
        name,
        ...both(report.recallByClass[name]),
        p50,
        p95,
      ]),
    },
    {
      title: 'by vector',
      columns: ['recall', 'attacks'],
      rows: Object.entries(report.recallByVector).map(([name, rate]) => [name, ...both(rate)]),
    },
  ];
}

function personalDataTables(report: PersonalDataReport): readonly EvaluationTable[] {
  const head = ['recall', 'spans', 'clean touched', 'clean', 'precision', 'p50 ms', 'p95 ms'];
  return [
    {
      title: 'all and by language',
      columns: head,
      rows: [
        ['all', ...line(report.recall, report.cleanTouched, report.precision, report.latencyMs)],
        ...Object.keys(report.latencyByLanguage).map((name) => [
          name,
          ...line(
            report.recallByLanguage[name],
            report.cleanTouchedByLanguage[name],
            report.precisionByLanguage[name],
            report.latencyByLanguage[name],
          ),
        ]),
      ],
    },
    {
      title: 'by kind',
      columns: ['recall', 'spans', 'precision', 'p50 ms', 'p95 ms'],
      rows: Object.entries(report.latencyByKind).map(([name, { p50, p95 }]) => [
        name,
        ...both(report.recallByKind[name]),
        report.precisionByKind[name]?.rate ?? null,
        p50,
        p95,
      ]),
    },
  ];
}

const both = (rate: Rate | undefined): readonly [number | null, number] => [
  rate?.rate ?? null,
  rate?.of ?? 0,
];

const line = (
  recall: Rate | undefined,
  wrong: Rate | undefined,
  precision: Rate | undefined,
  latency: Latency | undefined,
): readonly (number | null)[] => [
  ...both(recall),
  ...both(wrong),
  precision?.rate ?? null,
  latency?.p50 ?? null,
  latency?.p95 ?? null,
];

interface ByLanguage {
  readonly recallByLanguage: Readonly<Record<string, Rate>>;
  readonly precisionByLanguage: Readonly<Record<string, Rate>>;
  readonly latencyByLanguage: Readonly<Record<string, Latency>>;
}

const byLanguage = (
  { recallByLanguage, precisionByLanguage, latencyByLanguage }: ByLanguage,
  wrong: Readonly<Record<string, Rate>>,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> =>
  merge({
    recall: recallByLanguage,
    falsePositiveRate: wrong,
    precision: precisionByLanguage,
    latencyMs: latencyByLanguage,
  });

/** From tables by figure to one table of figures by name. */
function merge(
  tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const result: Record<string, Record<string, unknown>> = {};
  for (const [figure, table] of Object.entries(tables)) {
    for (const [name, value] of Object.entries(table)) result[name] = { ...result[name], [figure]: value };
  }
  return result;
}
