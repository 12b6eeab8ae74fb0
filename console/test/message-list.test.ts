import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeMessages } from '../src/web-chat/message-list.ts';
import { parseMessage, type WireMessage } from '../src/web-chat/wire.ts';

function message(seq: number, fields: Record<string, unknown> = {}): WireMessage {
  const parsed = parseMessage({ id: `m${seq}`, seq, direction: 'out', text: `text ${seq}`, ...fields });
  if (parsed === null) throw new Error('not a message');
  return parsed;
}

describe('mergeMessages', () => {
  it('gives the same list for any order and repetition of history and events', () => {
    const conversation = fc
      .integer({ min: 0, max: 40 })
      .map((count) => Array.from({ length: count }, (_, i) => message(i + 1)));
    const deliveries = conversation.chain((all) =>
      fc.record({
        all: fc.constant(all),
        shuffled: fc.shuffledSubarray(all, { minLength: all.length }),
        repeated: all.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...all), { maxLength: 40 }),
        cuts: fc.array(fc.nat({ max: 80 }), { maxLength: 6 }),
        limit: fc.constantFrom(1, 7, 2000),
      }),
    );
    fc.assert(
      fc.property(
        deliveries,
        fc.infiniteStream(fc.nat()),
        ({ all, shuffled, repeated, cuts, limit }, picks) => {
          const stream = [...shuffled];
          for (const one of repeated) stream.splice((picks.next().value ?? 0) % (stream.length + 1), 0, one);
          let list: readonly WireMessage[] = [];
          let from = 0;
          for (const cut of [...cuts.sort((a, b) => a - b), stream.length]) {
            list = mergeMessages(list, stream.slice(from, Math.max(from, cut)), limit);
            from = Math.max(from, cut);
          }
          expect(list).toEqual(all.slice(-limit));
        },
      ),
    );
  });

  it('returns the same array when nothing is new, so that nothing is drawn again', () => {
    const list = mergeMessages([], [message(1), message(2)]);
    expect(mergeMessages(list, [message(2), message(1)])).toBe(list);
  });
});

describe('parseMessage', () => {
  it('never throws and never lets a malformed message through', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const parsed = parseMessage(value);
        if (parsed !== null) expect(parsed.id).not.toBe('');
      }),
    );
    expect(parseMessage({ id: 'a', seq: 'x', direction: 'out' })).toBeNull();
    expect(parseMessage({ id: 'a', seq: 1, direction: 'sideways' })).toBeNull();
  });

  it('drops the parts it cannot show and keeps the rest', () => {
    const parsed = message(1, {
      buttons: [[{ label: 'no code' }, { code: 'a' }], []],
      scale: { min: 3, max: 1 },
    });
    expect(parsed.buttons).toEqual([[{ code: 'a', label: 'a' }]]);
    expect(parsed.scale).toBeNull();
  });
});
