import { describe, expect, test } from 'vitest';
import type { DeliveryOutcome } from '../../contracts/channel.ts';
import type { ClaimedDelivery } from '../../contracts/store.ts';
import { type ResolveOptions, resolveOutcome } from './resolve-outcome.ts';

const delivery: ClaimedDelivery = {
  ...{ conversationId: '7', seq: 3, bot: 'echo', channel: 'web', conversation: 'anna', lane: 'message' },
  ...{ idempotencyKey: null, payload: { kind: 'message', message: { text: 'hi' } }, attempt: 1 },
  ...{ interrupted: false, unknownCount: 0, progress: null, requestId: 'r' },
};
const options: ResolveOptions = {
  ...{ policy: 'at-most-once', ambiguous: true, maximumAttempts: 3 },
  ...{ retry: { baseMs: 1_000, maximumMs: 60_000 }, random: () => 0.5 },
};
const refused = (overrides: object = {}): DeliveryOutcome => ({
  ...{ status: 'refused', code: '500', reason: 'broken', permanent: false },
  ...overrides,
});
const unknown: DeliveryOutcome = { status: 'unknown', code: 'cut', reason: 'connection reset' };

describe('the outcome of an Attempt', () => {
  test('sent closes the Delivery with its receipt', () => {
    expect(resolveOutcome(delivery, { status: 'sent', receipt: { id: 5 } }, options)).toMatchObject({
      ...{ conversationId: '7', seq: 3, attempt: 1, status: 'sent', receipt: { id: 5 }, deadLetter: null },
    });
  });

  test('refused is tried again, after the time asked for', () => {
    expect(resolveOutcome(delivery, refused(), options)).toMatchObject({
      ...{ status: 'pending', retryInMs: 500, error: '500: broken', wasUnknown: false },
    });
    expect(resolveOutcome(delivery, refused({ retryAfterMs: 9_000 }), options).retryInMs).toBe(9_000);
  });

  test.each([
    ['refused for good', refused({ permanent: true }), 1],
    ['refused once too often', refused(), 3],
  ])('%s becomes a DeadLetter', (_name, outcome, attempt) => {
    expect(resolveOutcome({ ...delivery, attempt }, outcome, options)).toMatchObject({
      ...{ status: 'dead', retryInMs: null, deadLetter: { kind: 'delivery', bot: 'echo' } },
    });
  });

  test('a blocked person empties the lane', () => {
    expect(resolveOutcome(delivery, refused({ permanent: true, blocked: true }), options)).toMatchObject({
      ...{ status: 'refused', cancelLane: 'message', deadLetter: null },
    });
  });

  test('unknown under at-most-once is never repeated and an operator is told', () => {
    expect(resolveOutcome(delivery, unknown, options)).toMatchObject({
      ...{ status: 'unknown', retryInMs: null, wasUnknown: true },
      deadLetter: { kind: 'unknown-delivery', bot: 'echo' },
    });
  });

  test('unknown under at-least-once is repeated and counted, until it is given up', () => {
    const least = { ...options, policy: 'at-least-once' } as const;
    expect(resolveOutcome(delivery, unknown, least)).toMatchObject({ status: 'pending', wasUnknown: true });
    expect(resolveOutcome({ ...delivery, attempt: 3 }, unknown, least)).toMatchObject({
      ...{ status: 'dead', wasUnknown: true },
    });
  });

  test('unknown on a channel that can repeat is no unknown at all', () => {
    expect(resolveOutcome(delivery, unknown, { ...options, ambiguous: false })).toMatchObject({
      ...{ status: 'pending', wasUnknown: false, deadLetter: null },
    });
  });

  test('the words of a platform are cut and can be stored', () => {
    const { error } = resolveOutcome(delivery, refused({ reason: `\u0000${'x'.repeat(900)}` }), options);
    expect(error).toHaveLength(500);
    expect(error).not.toContain('\u0000');
  });
});
