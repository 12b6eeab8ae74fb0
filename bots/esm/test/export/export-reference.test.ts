import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportFilters, textModes } from '../../src/export/export-filters.ts';
import { columnsFor } from '../../src/export/load-frame.ts';
import { codeMeanings } from '../../src/export/missing-codes.ts';
import { flowOctants } from '../../src/flow/flow-octant.ts';
import { des9 } from '../../src/index.ts';
import { phenomena } from '../../src/validator/report.ts';
import { everyType } from '../fakes/every-type.ts';
import { researchInstruments } from '../fakes/research-instrument.ts';

const page = readFileSync(new URL('../../../../docs/reference/esm-export.md', import.meta.url), 'utf8');

/** The part of the page below a heading. */
function part(heading: string): string {
  const from = page.indexOf(`## ${heading}`);
  expect(from, heading).toBeGreaterThan(0);
  const to = page.indexOf('\n## ', from + 3);
  return page.slice(from, to === -1 ? undefined : to);
}

/** Names in the first cells of the tables of a text. */
function names(text: string): readonly string[] {
  const firstCells = text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[1] ?? '');
  return firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/gu)].map(([, name = '']) => name));
}

/** A column under the name that the page gives it. */
function generic(name: string, itemNames: readonly string[]): string {
  const phenomenon = phenomena.find((one) => name.startsWith(`${one}.`));
  if (phenomenon !== undefined) return name.replace(phenomenon, '<phenomenon>');
  const item = itemNames
    .toSorted((one, other) => other.length - one.length)
    .find((one) => name === one || name.startsWith(`${one}.`));
  return item === undefined ? name : name.replace(item, '<item>').replace(/\.option_.*/u, '.option_<option>');
}

test.each([
  ['des-9', [des9]],
  ['every type', [everyType]],
  ['both versions of a study', researchInstruments],
])('the page names every column of beeps, in order: %s', (_, instruments) => {
  const { beepColumns, items } = columnsFor(instruments, { texts: 'full' });
  const itemNames = items.items.map(({ column }) => column);
  const inCode = new Set(beepColumns.map(({ name }) => generic(name, itemNames)));
  const onPage = names(part('Columns of `beeps`'));
  expect(onPage.length).toBe(new Set(onPage).size);
  for (const name of inCode) expect(onPage, name).toContain(name);
  const fixed = (list: readonly string[]) => list.filter((name) => !name.includes('<'));
  const known = new Set(onPage);
  expect(fixed([...inCode])).toEqual(fixed(onPage).filter((name) => inCode.has(name)));
  // Nothing is promised that no instrument gives.
  const all = columnsFor([des9, everyType], { texts: 'full' });
  const allNames = all.items.items.map(({ column }) => column);
  const given = new Set(all.beepColumns.map(({ name }) => generic(name, allNames)));
  for (const name of known) expect(given, name).toContain(name);
});

test('the page names every column of items, in order', () => {
  const { itemColumns } = columnsFor([des9], { texts: 'full' });
  expect(names(part('Columns of `items`'))).toEqual(itemColumns.map(({ name }) => name));
});

test('the page names every code with its status, every filter with its default, and the octants', () => {
  const codes = [...part('Missing values').matchAll(/^\| (-\d+) \| `(\w+)`/gmu)].map(([, code, status]) => [
    Number(code),
    status,
  ]);
  expect(codes).toEqual(codeMeanings.map(({ code, status }) => [code, status]));
  const filters = exportFilters.parse({});
  const asked = part('What is asked for');
  expect([...new Set(names(asked))]).toEqual(Object.keys(filters));
  for (const [key, value] of Object.entries(filters)) {
    const row = asked.split('\n').find((line) => line.startsWith('| `') && line.includes(`\`${key}\``));
    expect(row, key).toContain(`| \`${value}\` |`);
  }
  for (const mode of textModes) expect(asked).toContain(`\`${mode}\``);
  for (const octant of flowOctants) expect(page).toContain(`\`${octant}\``);
  for (const phenomenon of phenomena) expect(page).toContain(`\`${phenomenon}\``);
});

test('the page names every value of the columns that have a list of them', () => {
  const { beepColumns } = columnsFor([des9], { texts: 'none' });
  for (const name of ['kind', 'status']) {
    const row =
      part('Columns of `beeps`')
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const values = [...(row.split('|')[2] ?? '').matchAll(/`(\w+)`/gu)].map(([, value]) => value);
    expect(values).toEqual(
      beepColumns.find((column) => column.name === name)?.values?.map(({ value }) => value),
    );
  }
});
