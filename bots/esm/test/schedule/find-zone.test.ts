import fc from 'fast-check';
import { languages } from 'opora';
import { expect, test } from 'vitest';
import { cities } from '../../src/schedule/cities.ts';
import { findZone } from '../../src/schedule/find-zone.ts';
import { isZone } from '../../src/schedule/local-time.ts';
import { explainZone } from '../../src/schedule/schedule-texts.ts';
import { anyText } from '../fakes/any-text.ts';

test.each([
  ...[
    ['Киев', 'Europe/Kyiv'],
    ['київ', 'Europe/Kyiv'],
    ['KYIV', 'Europe/Kyiv'],
    ['Харків', 'Europe/Kyiv'],
  ],
  ...[
    ['Нью-Йорк', 'America/New_York'],
    ['нью йорк', 'America/New_York'],
    ['new york', 'America/New_York'],
  ],
  ...[
    ['Лондон', 'Europe/London'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['Тель-Авів', 'Asia/Jerusalem'],
  ],
  ...[
    ['Мюнхен', 'Europe/Berlin'],
    ['кельн', 'Europe/Berlin'],
    ['Кёльн', 'Europe/Berlin'],
    ['Рейкʼявік', 'Atlantic/Reykjavik'],
  ],
  ...[
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['europe/kyiv', 'Europe/Kyiv'],
    ['Europe/Kiev', 'Europe/Kyiv'],
  ],
  ...[
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Eastern', 'America/New_York'],
    ['utc', 'UTC'],
  ],
  ...[
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['buenos aires', 'America/Argentina/Buenos_Aires'],
  ],
  ...[
    ['Reykjavik', 'Atlantic/Reykjavik'],
    ['Ашгабад', 'Asia/Ashgabat'],
    ['Варшав', 'Europe/Warsaw'],
    [' Рига. ', 'Europe/Riga'],
  ],
])('%s is in %s', (typed, zone) => {
  expect(findZone(typed ?? '')).toEqual({ kind: 'found', zone });
});

test.each(['+3', 'UTC+2', 'gmt', 'GMT-05:00', '+03:00', 'CET', 'EST', 'PST', 'МСК', 'мск+1', '2', 'cest'])(
  '%s does not tell when the clocks change',
  (typed) => {
    expect(findZone(typed)).toEqual({ kind: 'none', reason: 'offset' });
  },
);

test.each(['', 'x', 'Нетакогогорода', 'Europe/Nowhere', '../..', 'constructor', '__proto__'])(
  '%s is unknown',
  (typed) => {
    expect(findZone(typed)).toEqual({ kind: 'none', reason: 'unknown' });
  },
);

test('a beginning that fits several zones offers them', () => {
  const search = findZone('сан');
  expect(search.kind).toBe('several');
  if (search.kind !== 'several') return;
  expect(search.zones.map((one) => one.zone)).toContain('America/Los_Angeles');
  expect(search.zones.map((one) => one.zone)).toContain('America/Sao_Paulo');
  expect(search.zones.length).toBeLessThanOrEqual(8);
});

test('the list: every zone is one, every name is there once and leads to its zone, three languages', () => {
  const names = cities.flatMap(([zone, list]) => list.split(', ').map((name) => [name, zone] as const));
  expect(names.length).toBeGreaterThan(300);
  for (const [zone] of cities) expect(isZone(zone), zone).toBe(true);
  expect(new Set(cities.map(([zone]) => zone)).size).toBe(cities.length);
  for (const [name, zone] of names) expect(findZone(name), name).toEqual({ kind: 'found', zone });
  expect(names.map(([name]) => name).filter((name, index, all) => all.indexOf(name) !== index)).toEqual([]);
});

test('every zone that this machine knows is found by its name, and whatever is found is a zone', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const search = findZone(zone);
    expect(search.kind, zone).toBe('found');
    if (search.kind === 'found') expect(isZone(search.zone)).toBe(true);
  }
  fc.assert(
    fc.property(anyText, (typed) => {
      const search = findZone(typed);
      if (search.kind === 'found') expect(isZone(search.zone)).toBe(true);
    }),
  );
});

test('a refusal names an example in every language', () => {
  for (const language of languages) {
    for (const reason of ['offset', 'unknown'] as const) {
      expect(explainZone({ kind: 'none', reason }, language)).toContain('Europe/Kyiv');
    }
  }
});
