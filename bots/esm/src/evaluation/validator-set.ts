import type { Evaluation, EvaluationSet, EvaluationTable } from 'opora/app';
import { createLocalValidator } from '../validator/local-validator.ts';
import {
  isRight,
  type JudgedRow,
  judgeRows,
  measureVerdicts,
  type PhenomenaFigures,
  type ValidatorFigures,
} from './measure-verdicts.ts';
import type { Share } from './share.ts';
import { validatorGates, validatorSetGates } from './validator-gates.ts';
import { parseValidatorRows } from './validator-rows.ts';

type Line = EvaluationTable['rows'][number];

const shareColumns = ['share', '95 % from', 'to', 'hits', 'rows'];
const shareLine = (name: string, { rate, low, high, hits, of }: Share): Line => [
  name,
  rate,
  low,
  high,
  hits,
  of,
];
const shareLines = (all: Readonly<Record<string, Share>>): readonly Line[] =>
  Object.entries(all).map(([name, each]) => shareLine(name, each));
const phenomenaLine = (name: string, figures: PhenomenaFigures): Line => [
  name,
  figures.f1,
  figures.precision,
  figures.recall,
  figures.found,
  figures.wrong,
  figures.missed,
];

function tables(figures: ValidatorFigures): readonly EvaluationTable[] {
  return [
    {
      title: 'verdicts of day 3 that are right',
      columns: shareColumns,
      rows: [
        shareLine('all', figures.accuracy),
        ...shareLines(figures.byLanguage),
        shareLine('baseline: accept all', figures.baselines.acceptAll),
        shareLine('baseline: probe all', figures.baselines.probeAll),
        shareLine('pristine reports wrongly probed', figures.pristineProbed),
      ],
    },
    { title: 'labels that were told (recall)', columns: shareColumns, rows: shareLines(figures.byClass) },
    {
      title: 'candidates for phenomena',
      columns: ['F1', 'precision', 'recall', 'found', 'wrong', 'missed'],
      rows: [
        phenomenaLine('all (micro)', figures.phenomena),
        ...Object.entries(figures.byPhenomenon).map(([id, each]) => phenomenaLine(id, each)),
      ],
    },
  ];
}

const idsOf = (rows: readonly JudgedRow[], holds: (row: JudgedRow) => boolean): readonly string[] =>
  rows.filter(holds).map(({ row }) => row.id);

/** `opora eval esm-validator`: the local validator against labelled reports, `data` being the project's own. */
export function createValidatorSet(data: URL): EvaluationSet {
  return {
    description:
      'verdicts and phenomena of the local validator: rows {id?, lang, text, label, phenomena, expectedAccept, split?}',
    data,
    evaluate({ lines, split, isOwnData }): Evaluation {
      const all = parseValidatorRows(lines, isOwnData);
      const chosen = split === null ? all : all.filter((row) => row.split === null || row.split === split);
      const judged = judgeRows(chosen, createLocalValidator());
      const figures = measureVerdicts(judged);
      return {
        rows: judged.length,
        gates: [...validatorGates(figures), ...(isOwnData ? validatorSetGates(all) : [])],
        tables: tables(figures),
        misses: {
          'wrongly probed': idsOf(judged, (row) => !isRight(row) && row.row.expectedAccept),
          'wrongly accepted': idsOf(judged, (row) => !isRight(row) && !row.row.expectedAccept),
        },
        predictions: judged.map(
          ({ validation: { verdict, classes, presupposition, phenomena, quality } }) => ({
            verdict,
            classes: classes.map((finding) => ({ ...finding })),
            presupposition: presupposition === null ? null : { ...presupposition },
            phenomena: phenomena.map((finding) => ({ ...finding })),
            quality,
          }),
        ),
        figures,
      };
    },
  };
}
