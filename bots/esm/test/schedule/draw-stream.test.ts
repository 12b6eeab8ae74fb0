import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDraws } from '../../src/schedule/draw-stream.ts';

const take = (count: number, seed: string, parts: readonly (string | number)[]): readonly number[] => {
  const draw = createDraws(seed, parts);
  return Array.from({ length: count }, draw);
};

test('the stream is the one that Python gives for the published definition', () => {
  expect(take(7, 'plan-seed', ['p-учасник', '2026-11-21', 'day', 3])).toEqual([
    ...[0.46511636590000194, 0.5625987832893529, 0.8459976863992651, 0.9402709010112638, 0.8867288891133711],
    ...[0.8463199822740464, 0.9721510307820438],
  ]);
  expect(take(2, '', [])).toEqual([0.3348203509217562, 0.9360286279101331]);
});

test('equal inputs give equal streams, different ones different streams, all in [0, 1)', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.nat(9), (seed, one, other, version) => {
      const drawn = take(12, seed, [one, other, version]);
      expect(take(12, seed, [one, other, version])).toEqual(drawn);
      expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
      expect(take(12, seed, [`${one}${other}`, '', version + 10])).not.toEqual(drawn);
      expect(new Set(drawn).size).toBe(12);
    }),
    { numRuns: 200 },
  );
});

test('parts do not run into each other', () => {
  expect(take(1, 's', ['ab', 'c'])).not.toEqual(take(1, 's', ['a', 'bc']));
  expect(take(1, 's', ['1'])).not.toEqual(take(1, 's', [1]));
});

test('the numbers are uniform', () => {
  const counts = new Array<number>(20).fill(0);
  for (const value of take(20_000, 'uniform', []))
    counts[Math.floor(value * 20)] = (counts[Math.floor(value * 20)] ?? 0) + 1;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99.9 % of truly uniform samples stay below 43.8 with 19 degrees of freedom.
  expect(chiSquare).toBeLessThan(43.8);
});
