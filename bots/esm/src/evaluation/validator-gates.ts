import { languages } from 'opora';
import type { EvaluationGate } from 'opora/app';
import type { ValidatorFigures } from './measure-verdicts.ts';
import { labels, type ValidatorRow } from './validator-rows.ts';

function gate(name: string, value: number | null, sign: '>=' | '<=', limit: number): EvaluationGate {
  const passed = value !== null && (sign === '>=' ? value >= limit : value <= limit);
  return { name, value, limit: `${sign} ${limit}`, passed };
}

/** The gates of the specification over whatever rows were judged; those nothing can be said of are left out. */
export function validatorGates({
  accuracy,
  byLanguage,
  pristineProbed,
  phenomena,
}: ValidatorFigures): EvaluationGate[] {
  return [
    gate('accuracy', accuracy.rate, '>=', 0.85),
    ...languages.flatMap((language) => {
      const rate = byLanguage[language]?.rate;
      return rate === undefined ? [] : [gate(`accuracy, ${language}`, rate, '>=', 0.8)];
    }),
    ...(pristineProbed.of === 0
      ? []
      : [gate('pristine reports wrongly probed', pristineProbed.rate, '<=', 0.1)]),
    ...(phenomena.found + phenomena.missed === 0
      ? []
      : [gate('phenomena, micro-F1', phenomena.f1, '>=', 0.7)]),
  ];
}

/** Gates on the project's own set: size, and every language and label in both splits. */
export function validatorSetGates(rows: readonly ValidatorRow[]): EvaluationGate[] {
  const cells = (['dev', 'test'] as const).flatMap((split) =>
    languages.flatMap((lang) => labels.map((label) => ({ split, lang, label }))),
  );
  const empty = cells.filter(
    (cell) =>
      !rows.some(
        ({ split, lang, label }) => split === cell.split && lang === cell.lang && label === cell.label,
      ),
  );
  return [
    gate('rows of the set', rows.length, '>=', 200),
    gate('rows of the test split', rows.filter(({ split }) => split === 'test').length, '>=', 80),
    gate('labels missing in a language of a split', empty.length, '<=', 0),
  ];
}
