import { expect } from 'vitest';
import { timeGrowth } from '../../../src/testing/time-growth.ts';

/** Texts of guards end at 20,000 characters. */
const lengths = { short: 2_500, long: 20_000 };

/**
 * A piece, again and again: eight times the text takes about eight times as long; sixty-four times would be
 * quadratic. The milliseconds are measured apart, by `measure-guards.ts`.
 */
export function expectLinear(work: (text: string) => unknown, piece: string): void {
  const textOf = (length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  expect(timeGrowth(work, textOf, lengths)).toBeLessThan(24);
}
