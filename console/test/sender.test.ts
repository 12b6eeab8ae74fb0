import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SendResult } from '../src/web-chat/api.ts';
import { backOffMs, parseRetryAfterMs } from '../src/web-chat/back-off.ts';
import { createMemoryStorage, createOutbox, type Outbox } from '../src/web-chat/outbox.ts';
import { createSender, type Sender } from '../src/web-chat/sender.ts';

const accepted: SendResult = { kind: 'accepted', updateId: null };

function setUp(results: SendResult[]): { outbox: Outbox; sender: Sender; sent: string[] } {
  const sent: string[] = [];
  const outbox = createOutbox(createMemoryStorage(), 'p:');
  for (const messageId of ['a', 'b']) {
    outbox.add({
      messageId,
      text: messageId,
      button: null,
      label: null,
      language: 'en',
      createdAt: 0,
      seen: undefined,
      held: false,
    });
  }
  const send = async ({ messageId }: { messageId: string }): Promise<SendResult> => {
    sent.push(messageId);
    return results.shift() ?? accepted;
  };
  const events = { review: async () => true, changed: () => undefined, accepted: () => undefined };
  return { outbox, sender: createSender(outbox, { send }, events, () => 1), sent };
}

describe('sender', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends one at a time, oldest first, the same id on every try', async () => {
    const { outbox, sender, sent } = setUp([
      { kind: 'retry', afterMs: null },
      { kind: 'retry', afterMs: null },
    ]);
    sender.kick();
    sender.kick();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(['a', 'a', 'a', 'b']);
    expect(outbox.list()).toEqual([]);
    expect(sender.state().phase).toBe('idle');
  });

  it('waits as long as the server asks, even when woken', async () => {
    const { sender, sent } = setUp([{ kind: 'retry', afterMs: 30_000 }]);
    sender.kick();
    await vi.advanceTimersByTimeAsync(29_000);
    sender.wake();
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(600);
    expect(sent).toEqual(['a', 'a', 'b']);
  });

  it('ends a back-off of its own when the network returns', async () => {
    const { sender, sent } = setUp(Array.from({ length: 8 }, () => ({ kind: 'retry', afterMs: null })));
    sender.kick();
    await vi.advanceTimersByTimeAsync(20_000);
    const before = sent.length;
    sender.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.length).toBe(before + 1);
  });

  it('goes on past a refused message and keeps it', async () => {
    const problem = { status: 400, detail: 'no', errors: [] };
    const { outbox, sender, sent } = setUp([{ kind: 'refused', problem }]);
    sender.kick();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['a', 'b']);
    expect(outbox.list()).toMatchObject([{ messageId: 'a', problem }]);
  });

  it('stops without access and loses nothing', async () => {
    const { outbox, sender, sent } = setUp([{ kind: 'unauthorised' }]);
    sender.kick();
    await vi.advanceTimersByTimeAsync(0);
    sender.kick();
    expect(sent).toEqual(['a']);
    expect(outbox.list()).toHaveLength(2);
    sender.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual(['a', 'a', 'b']);
  });
});

it('backs off exponentially with jitter, up to half a minute', () => {
  expect([1, 2, 3, 9, 500].map((attempt) => backOffMs(attempt, () => 1))).toEqual([
    800, 1600, 3200, 30_000, 30_000,
  ]);
  expect(backOffMs(1, () => 0)).toBe(400);
});

it('reads Retry-After in seconds and as a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(parseRetryAfterMs('3', now)).toBe(3000);
  expect(parseRetryAfterMs('Thu, 01 Jan 2026 00:00:05 GMT', now)).toBe(5000);
  expect([null, '', 'soon'].map((header) => parseRetryAfterMs(header, now))).toEqual([null, null, null]);
});
