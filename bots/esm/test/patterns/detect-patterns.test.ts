import { expect, test } from 'vitest';
import { detectPatterns, summarise } from '../../src/patterns/detect-patterns.ts';
import type { PatternResponse } from '../../src/patterns/patterns.ts';
import { recurringClasses } from '../../src/patterns/recurring-classes.ts';

const settings = { enablePatternDetection: true, minDataForPersonalization: 10 };

function response(change: Partial<PatternResponse> = {}): PatternResponse {
  return { scales: { mood: 4, stress: 3 }, classes: [], isCoded: false, confirmed: [], ...change };
}

const many = (count: number): readonly PatternResponse[] =>
  Array.from({ length: count }, (_, index) =>
    response({ scales: { mood: index % 7, stress: 6 - (index % 7) } }),
  );

test('there are patterns from ten responses, and none where detection is off', () => {
  expect(detectPatterns(many(9), [], settings)).toBeNull();
  expect(detectPatterns(many(10), [], settings)?.responses).toBe(10);
  expect(detectPatterns(many(10), [], { ...settings, enablePatternDetection: false })).toBeNull();
  expect(detectPatterns(many(10), [], { ...settings, minDataForPersonalization: 11 })).toBeNull();
});

test('mean and spread, worked out by hand', () => {
  // 2, 4, 4, 6: mean 4, squares 8, deviation √(8 / 3) = 1.632993.
  expect(summarise('mood', [2, 4, 4, 6])).toEqual({
    ...{ item: 'mood', n: 4, mean: 4, deviation: Math.sqrt(8 / 3), least: 2, most: 6 },
  });
  expect(summarise('mood', [5])).toMatchObject({ n: 1, deviation: 0 });
});

test('pairs need 20 responses that hold both; a skipped scale counts for neither', () => {
  const holes = many(25).map((each, index) => (index < 6 ? response({ scales: { mood: 1 } }) : each));
  expect(detectPatterns(holes, [], settings)?.pairs).toEqual([]);
  const [pair, ...others] = detectPatterns(many(25), [], settings)?.pairs ?? [];
  expect(others).toEqual([]);
  expect(pair).toMatchObject({ items: ['mood', 'stress'], n: 25 });
  expect(pair?.rho).toBeCloseTo(-1, 12);
});

test('a class recurs from three times in the newest ten reports', () => {
  const reports = (times: number) =>
    Array.from({ length: 12 }, (_, index) => (index < times ? (['vague', 'vague'] as const) : []));
  expect(recurringClasses(reports(2))).toEqual([]);
  expect(recurringClasses(reports(3))).toEqual([{ id: 'vague', times: 3, of: 10 }]);
  expect(recurringClasses(reports(3).slice(0, 9))).toEqual([]);
  // Older ones do not count.
  expect(recurringClasses(reports(3).toReversed())).toEqual([]);
  const mixed = [...Array(4).fill(['vague']), ...Array(5).fill(['speculation']), []];
  expect(recurringClasses(mixed).map(({ id }) => id)).toEqual(['speculation', 'vague']);
});

test('the newest reports decide, and responses without a report are no reports', () => {
  const old = Array.from({ length: 10 }, () => response({ classes: ['generalisation'] }));
  const silent = Array.from({ length: 10 }, () => response({ classes: null }));
  const clear = Array.from({ length: 8 }, () => response());
  expect(detectPatterns([...old, ...silent], [], settings)?.recurring).toEqual([
    { id: 'generalisation', times: 10, of: 10 },
  ]);
  expect(detectPatterns([...old, ...clear], [], settings)?.recurring).toEqual([]);
});

test('confirmed phenomena are counted among the responses that a coder looked at', () => {
  const responses = [
    ...many(8),
    response({ isCoded: true, confirmed: ['innerSpeech', 'feeling'] }),
    response({ isCoded: true, confirmed: ['feeling'] }),
    response({ isCoded: true }),
  ];
  const confirmed = detectPatterns(responses, [], settings)?.confirmed;
  expect(confirmed).toContainEqual({ id: 'feeling', times: 2, of: 3 });
  expect(confirmed).toContainEqual({ id: 'innerSpeech', times: 1, of: 3 });
  expect(confirmed).toContainEqual({ id: 'innerSeeing', times: 0, of: 3 });
});
