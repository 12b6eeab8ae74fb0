import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Update } from '../../../contracts/update.ts';
import { createRecentMemory, nothingRecent, ordinaryCost, type RecentTurn, rememberTurn } from './recent.ts';

const message = (seq: number, at: number, overrides: Partial<Update> = {}): Update => ({
  ...{ id: `u1.${seq}`, seq, externalId: `m${seq}`, receivedAt: at, requestId: 'r' },
  ...{ kind: 'message', text: `text ${seq}` },
  ...overrides,
});
const place = (turnSeq: number) => ({ conversationId: '1', turnSeq });
const noRows = (): Promise<readonly RecentTurn[]> => Promise.reject(new Error('no rows were needed'));

test('a Turn that follows the last one seen here needs no rows, nor does the first', async () => {
  const memory = createRecentMemory();
  expect(await memory.before(place(1), noRows, ordinaryCost)).toEqual(nothingRecent);
  const after = rememberTurn(nothingRecent, [message(1, 10)], null, ordinaryCost);
  memory.keep(place(1), nothingRecent, after);
  expect(await memory.before(place(2), noRows, ordinaryCost)).toBe(after);
  memory.pass(place(2));
  expect(await memory.before(place(3), noRows, ordinaryCost)).toBe(after);
});

test('the same Turn again begins where it began', async () => {
  const memory = createRecentMemory();
  memory.keep(place(4), nothingRecent, rememberTurn(nothingRecent, [message(1, 10)], null, ordinaryCost));
  expect(await memory.before(place(4), noRows, ordinaryCost)).toBe(nothingRecent);
});

test('a Turn that another process has seen, or that was forgotten, is read from its rows', async () => {
  const memory = createRecentMemory();
  const load = vi.fn(() => Promise.resolve([{ updates: [message(1, 10)], record: null }]));
  memory.keep(place(1), nothingRecent, nothingRecent);
  const known = await memory.before(place(3), load, ordinaryCost);
  expect(known.texts).toEqual([{ at: 10, text: 'text 1' }]);
  memory.forget('1');
  await memory.before(place(2), load, ordinaryCost);
  expect(load).toHaveBeenCalledTimes(2);
});

test('the memory of a Conversation stays small, however it goes on', () => {
  const turns = fc.array(
    fc.record({
      sizes: fc.integer({ min: 1, max: 4 }),
      gapMs: fc.integer({ min: 0, max: 400_000 }),
      verdict: fc.constantFrom('admit', 'refuse' as const),
      limits: fc.boolean(),
      button: fc.boolean(),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(turns, (plan) => {
      let seq = 0;
      let at = 0;
      const rows: RecentTurn[] = plan.map(({ sizes, gapMs, verdict, limits, button }) => {
        at += gapMs;
        const updates = Array.from({ length: sizes }, () => {
          seq += 1;
          return message(seq, at, button ? { kind: 'button', button: 'x' } : {});
        });
        const limited = limits ? [updates.at(-1)?.id ?? ''] : [];
        return { updates, record: { verdict, score: 0, limited } };
      });
      let step = nothingRecent;
      for (const { updates, record } of rows) step = rememberTurn(step, updates, record, ordinaryCost);
      expect(step.texts.length).toBeLessThanOrEqual(4);
      expect(step.rate.admitted.every((one) => at - one.at < 3_600_000)).toBe(true);
    }),
  );
});
