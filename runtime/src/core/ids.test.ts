import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRequestId, deliveryId, parseId, turnId, updateId } from './ids.ts';

test('every public id that is made can be read', () => {
  const kinds = [
    ['update', updateId],
    ['turn', turnId],
    ['delivery', deliveryId],
  ] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n }),
      fc.integer({ min: 1, max: 999_999_999_999_999 }),
      ([kind, make], conversation, seq) => {
        const conversationId = String(conversation);
        expect(parseId(make(conversationId, seq))).toEqual({ kind, conversationId, seq });
      },
    ),
  );
});

test('spaces around a pasted id are ignored', () => {
  expect(parseId(' u12.3\n')).toEqual({ kind: 'update', conversationId: '12', seq: 3 });
});

test.each([
  '',
  'u',
  'u1',
  'x1.1',
  'u0.1',
  'u1.0',
  'u01.1',
  'u1.1.1',
  'u-1.1',
  'U1.1',
  'u1.1e3',
  'u1.9999999999999999',
])('%j is no id', (text) => {
  expect(parseId(text)).toBeNull();
});

test('request ids differ', () => {
  expect(createRequestId()).not.toBe(createRequestId());
});
