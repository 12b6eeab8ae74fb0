import { expect, test } from 'vitest';
import { describeError, TransientError } from './errors.ts';

test('an error names its class, its decision and its cause', () => {
  const cause = new Error('socket closed');
  const error = new TransientError('database_unavailable', 'Not now.', { cause, retryAfterMs: 5 });
  expect(error).toMatchObject({
    ...{ name: 'TransientError', decision: 'transient', code: 'database_unavailable', retryAfterMs: 5 },
    ...{ cause, context: {} },
  });
});

test('a description is short and can be stored in a text column', () => {
  expect(describeError(new TypeError('no'))).toBe('TypeError: no');
  expect(describeError('just \u0000a text')).toBe('just a text');
  expect(describeError(new Error('x'.repeat(1_000)))).toHaveLength(500);
  expect(describeError(undefined)).toBe('undefined');
  expect(describeError(Object.create(null))).toBe('something was thrown that cannot be shown as text');
});
