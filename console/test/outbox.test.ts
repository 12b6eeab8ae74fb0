import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryStorage, createOutbox, type Outbox, type OutboxItem } from '../src/web-chat/outbox.ts';

function add(outbox: Outbox, messageId: string, createdAt = 1000, held = false): OutboxItem {
  return outbox.add({
    messageId,
    text: messageId,
    button: null,
    label: null,
    language: 'en',
    createdAt,
    seen: undefined,
    held,
  });
}
const ids = (outbox: Outbox): string[] => outbox.list().map((item) => item.messageId);
const problem = { status: 400, detail: 'no', errors: [] };

describe('outbox', () => {
  it('keeps the order of adding even when the clock steps back, through a reload', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1e6 }), { maxLength: 20 }), (times) => {
        const storage = createMemoryStorage();
        const outbox = createOutbox(storage, 'p:');
        const added = times.map((time, index) => add(outbox, `m${index}`, time).messageId);
        expect(ids(createOutbox(storage, 'p:'))).toEqual(added);
      }),
    );
  });

  it('shares one queue between tabs: neither loses what the other adds or removes', () => {
    const storage = createMemoryStorage();
    const [left, right] = [createOutbox(storage, 'p:'), createOutbox(storage, 'p:')];
    const first = add(left, 'a');
    add(right, 'b');
    left.remove(first);
    add(left, 'c');
    expect(ids(right)).toEqual(['b', 'c']);
    right.mark(first, problem);
    expect(ids(left)).toEqual(['b', 'c']);
  });

  it('does not see the messages of another conversation or broken entries', () => {
    const storage = createMemoryStorage();
    add(createOutbox(storage, 'other:'), 'x');
    storage.setItem('p:broken', '{');
    storage.setItem('p:odd', '{"messageId":1}');
    expect(createOutbox(storage, 'p:').list()).toEqual([]);
  });

  it('passes over a refused message until it is tried again', () => {
    const outbox = createOutbox(createMemoryStorage(), 'p:');
    const first = add(outbox, 'a');
    add(outbox, 'b');
    outbox.mark(first, problem);
    expect(outbox.next()?.messageId).toBe('b');
    outbox.mark(first, null);
    expect(outbox.next()?.messageId).toBe('a');
  });

  it('passes over held words until the person lets them go', () => {
    const outbox = createOutbox(createMemoryStorage(), 'p:');
    const held = add(outbox, 'a', 1000, true);
    add(outbox, 'b');
    expect(outbox.next()?.messageId).toBe('b');
    outbox.mark(held, null);
    expect(outbox.next()?.messageId).toBe('a');
  });

  it('still queues when storage is full', () => {
    const storage = createMemoryStorage();
    const full = {
      ...storage,
      length: 0,
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    const outbox = createOutbox(full, 'p:');
    const item = add(outbox, 'a');
    add(outbox, 'b');
    expect(ids(outbox)).toEqual(['a', 'b']);
    outbox.remove(item);
    expect(ids(outbox)).toEqual(['b']);
  });
});
