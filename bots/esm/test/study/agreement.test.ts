import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohensKappa } from '../../src/study/coder-agreement.ts';
import { createSlidingLimit } from '../../src/study/http/sliding-limit.ts';

const cell = (oneDecision: string, otherDecision: string, count: number) => ({
  oneDecision,
  otherDecision,
  count,
});

describe('Cohen’s κ', () => {
  it('is that of a table worked out by hand', () => {
    const table = [
      ...[cell('confirmed', 'confirmed', 20), cell('confirmed', 'rejected', 5)],
      ...[cell('rejected', 'confirmed', 10), cell('rejected', 'rejected', 15)],
    ];
    // Observed 0.7; by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5; (0.7 − 0.5) ÷ 0.5 = 0.4.
    expect(cohensKappa(table)).toMatchObject({ responses: 50, agreement: 0.7 });
    expect(cohensKappa(table).kappa).toBeCloseTo(0.4, 12);
  });

  it('is nothing where nothing was judged, or both always say the same', () => {
    expect(cohensKappa([])).toEqual({ responses: 0, agreement: 0, kappa: null });
    expect(cohensKappa([cell('confirmed', 'confirmed', 9)])).toEqual({
      responses: 9,
      agreement: 1,
      kappa: null,
    });
    const apart = [cell('confirmed', 'confirmed', 5), cell('unsure', 'unsure', 5)];
    expect(cohensKappa(apart)).toEqual({ responses: 10, agreement: 1, kappa: 1 });
  });
});

describe('a sliding limit', () => {
  it('never lets more through in any window than it should, and says truly when to try again', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 }), (gaps) => {
        const limit = createSlidingLimit(10, 1000);
        const passed: number[] = [];
        let now = 5_000_000;
        for (const gap of gaps) {
          now += gap;
          const wait = limit.take('one', now);
          if (wait === null) passed.push(now);
          else expect(limit.look('one', now + wait), `after ${wait} ms`).toBeNull();
        }
        const inWindow = (from: number): number =>
          passed.filter((at) => at >= from && at < from + 1000).length;
        // Two buckets take the one before as evenly spread: at the worst the limit and what its share missed.
        for (const from of passed) expect(inWindow(from)).toBeLessThanOrEqual(20);
        const rate = passed.length / ((now - 5_000_000) / 1000 + 2);
        expect(rate).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('counts keys apart and only when it is told to', () => {
    const limit = createSlidingLimit(1, 1000);
    expect([limit.look('a', 0), limit.take('a', 0), limit.look('b', 0), limit.take('b', 0)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(limit.take('a', 0)).toBeGreaterThan(0);
  });
});
