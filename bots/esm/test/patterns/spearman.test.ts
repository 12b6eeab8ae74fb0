import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalOf, meanRanks, spearman } from '../../src/patterns/spearman.ts';

test('ranks share their mean where values are equal', () => {
  expect(meanRanks([10, 30, 20, 20])).toEqual([1, 4, 2.5, 2.5]);
  expect(meanRanks([5, 5, 5])).toEqual([2, 2, 2]);
  expect(meanRanks([])).toEqual([]);
});

test('the interval is that of Bonett & Wright: the published example of ci.spear, n = 15', () => {
  const interval = intervalOf(0.8699639, 15);
  expect(interval?.low).toBeCloseTo(0.5840951, 6);
  expect(interval?.high).toBeCloseTo(0.9638297, 6);
});

test('worked out by hand: n = 20, every second neighbour exchanged', () => {
  // Ten exchanges, each with two differences of 1: Σd² = 20, ρ = 1 − 6 · 20 / (20 · 399) = 1 − 120 / 7980.
  const pairs = Array.from(
    { length: 20 },
    (_, index) => [index, index % 2 === 0 ? index + 1 : index - 1] as const,
  );
  const found = spearman(pairs);
  expect(found?.n).toBe(20);
  expect(found?.rho).toBeCloseTo(1 - 120 / 7980, 12);
  // z = atanh(0.984962) = 2.4425, half = 1.959964 · √((1 + 0.485075) / 17) = 0.57930.
  expect(found?.interval?.low).toBeCloseTo(Math.tanh(2.4425 - 0.5793), 3);
  expect(found?.interval?.high).toBeCloseTo(Math.tanh(2.4425 + 0.5793), 3);
});

test('none below 20 pairs, none where one never varies, no interval on a line', () => {
  const line = Array.from({ length: 20 }, (_, index) => [index, 3 * index] as const);
  expect(spearman(line.slice(1))).toBeNull();
  expect(spearman(line.map(([one]) => [one, 4] as const))).toBeNull();
  expect(spearman(line)).toEqual({ n: 20, rho: 1, interval: null });
  expect(spearman(line.map(([one, other]) => [one, -other] as const))).toEqual({
    n: 20,
    rho: -1,
    interval: null,
  });
});

const value = fc.integer({ min: 0, max: 9 });

test('it lies within its interval, is the same for growing scales, and turns its sign with one of them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 20, maxLength: 60 }), (pairs) => {
      const found = spearman(pairs);
      const grown = spearman(pairs.map(([one, other]) => [2 ** one, other ** 3 - 7] as const));
      const turned = spearman(pairs.map(([one, other]) => [-one, other] as const));
      if (found === null) {
        expect([grown, turned]).toEqual([null, null]);
        return;
      }
      expect(Math.abs(found.rho)).toBeLessThanOrEqual(1);
      expect(grown?.rho).toBeCloseTo(found.rho, 10);
      expect(turned?.rho).toBeCloseTo(-found.rho, 10);
      if (found.interval !== null) {
        expect(found.interval.low).toBeLessThanOrEqual(found.rho);
        expect(found.interval.high).toBeGreaterThanOrEqual(found.rho);
        expect(Math.abs(found.interval.low)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
