import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiRoutes } from '../../src/study/http/study-api.ts';

const page = readFileSync(new URL('../../../../docs/reference/esm-http.md', import.meta.url), 'utf8');

/** The codes that the sources of a folder answer or throw. */
function codesIn(folder: URL): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(names.length).toBeGreaterThan(5);
  const places = /(?:\bcode: |\bconflict\(\s*|\b(?:Config|Invariant)Error\(\s*)'([a-z]+(?:_[a-z]+)*)'/g;
  return names.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(places)].map((match) => match[1] ?? ''),
  );
}

test('every code of the study side and of the vault is on the page, and every one there is used', () => {
  const folders = ['study/', 'vault/'].map((name) => new URL(`../../src/${name}`, import.meta.url));
  const used = new Set(folders.flatMap(codesIn));
  const tables = page.slice(page.indexOf('## Codes of problems'), page.indexOf('## How secrets'));
  const rows = tables.split('\n').filter((line) => line.startsWith('| `'));
  const described = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((match) => match[1]),
  );
  // Thrown by Intake and answered by name only.
  used.add('intake_overloaded');
  used.delete('custom');
  expect(described.toSorted()).toEqual([...used].toSorted());
});

test('every route is on the page', () => {
  const missing = apiRoutes
    .map(({ method, path }) => `\`${method} ${path}\``)
    .filter((route) => !page.includes(route));
  expect(missing).toEqual([]);
  const named = [...page.matchAll(/`(?:GET|POST|PUT|PATCH|DELETE) \/[^`]*`/g)].map(([route]) => route);
  const known = new Set(apiRoutes.map(({ method, path }) => `\`${method} ${path}\``));
  expect(named.filter((route) => !known.has(route) && !route.includes('/esm/api/'))).toEqual([]);
});
