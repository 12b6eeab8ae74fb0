import { expect, test } from 'vitest';
import { timeGrowth } from './time-growth.ts';

const textOf = (length: number): string => 'a'.repeat(length);
const lengths = { short: 2_000, long: 16_000 };

function count(steps: number): number {
  let sum = 0;
  for (let step = 0; step < steps; step += 1) sum = (sum + step * 7) % 1_000_003;
  return sum;
}

test('tells linear work from quadratic work', () => {
  expect(timeGrowth((text) => count(text.length * 100), textOf, lengths)).toBeLessThan(24);
  expect(timeGrowth((text) => count(text.length ** 2 / 10), textOf, lengths)).toBeGreaterThan(24);
});
