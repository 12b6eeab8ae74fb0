import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const options = { baseMs: 100, maximumMs: 5_000 };

test('the bound doubles with every Attempt and ends at the maximum', () => {
  const bounds = [1, 2, 3, 6, 7, 50, 5_000].map((attempt) => backoffMs(attempt, options, () => 1));
  expect(bounds).toEqual([100, 200, 400, 3_200, 5_000, 5_000, 5_000]);
});

test('a wait is drawn from nothing to the bound, and never before the time the other side asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat({ max: 100_000 }),
      (attempt, draw, retryAfterMs) => {
        const wait = backoffMs(attempt, options, () => draw, retryAfterMs);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(retryAfterMs);
        expect(wait).toBeLessThanOrEqual(Math.max(retryAfterMs, options.maximumMs));
      },
    ),
  );
});

test('what the other side asks for counts up to a day, and only as a number', () => {
  const waits = [NaN, -5, Infinity, 90_000_000].map((asked) => backoffMs(1, options, () => 0, asked));
  expect(waits).toEqual([0, 0, 86_400_000, 86_400_000]);
});
