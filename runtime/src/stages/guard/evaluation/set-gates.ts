import { languages } from '../../../contracts/message.ts';
import { vectors } from '../injection/inspect-text.ts';
import { classOfNumber, signalClasses } from '../injection/pattern.ts';
import { personalDataKinds } from '../personal-data/kinds.ts';
import { type Gate, gate } from './figures.ts';
import type { InjectionRow, PersonalDataRow } from './rows.ts';

/** What the project's own set must hold, both splits together (specification, §6): a set that shrank fails. */
export function injectionSetGates(rows: readonly InjectionRow[]): readonly Gate[] {
  const count = (holds: (row: InjectionRow) => boolean): number => rows.filter(holds).length;
  return [
    gate('rows of the set', rows.length, '>=', 200),
    gate(
      'benign rows of the set',
      count(({ label }) => label === 'benign'),
      '>=',
      90,
    ),
    ...languages.map((name) =>
      gate(
        `rows of the set, ${name}`,
        count(({ lang }) => lang === name),
        '>=',
        50,
      ),
    ),
    gate('rows of the rarest class', rarest(rows.map(classOf), signalClasses), '>=', 4),
    gate(
      'rows of the rarest vector',
      rarest(
        rows.map(({ vector }) => vector ?? 'dm_text'),
        vectors,
      ),
      '>=',
      1,
    ),
  ];
}

/** The same for personal data. */
export function personalDataSetGates(rows: readonly PersonalDataRow[]): readonly Gate[] {
  const kinds = rows.flatMap(({ spans }) => [...new Set(spans.map(({ kind }) => kind))]);
  return [
    gate('rows of the set', rows.length, '>=', 150),
    gate('clean rows of the set', rows.filter(({ spans }) => spans.length === 0).length, '>=', 50),
    gate('rows of the rarest kind', rarest(kinds, personalDataKinds), '>=', 5),
  ];
}

const classOf = ({ class: name }: InjectionRow): string =>
  (Number.isInteger(Number(name)) ? classOfNumber(Number(name)) : null) ?? String(name);

function rarest(found: readonly string[], wanted: readonly string[]): number {
  return Math.min(...wanted.map((name) => found.filter((one) => one === name).length));
}
