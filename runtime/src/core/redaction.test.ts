import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeGrowth } from '../testing/time-growth.ts';
import { TerminalError, TransientError } from './errors.ts';
import { createRedactor, defaultRedactor, isCardNumber } from './redaction.ts';
import { isSecretKey } from './redaction-value.ts';

const botToken = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';
const word = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A secret, and a text that shows it the way secrets turn up in messages. */
const secretInText: fc.Arbitrary<{ secret: string; text: string }> = fc
  .oneof(
    fc
      .tuple(word('0123456789', 6, 12), word(`${alphanumeric}_-`, 30, 60))
      .map(([id, key]) => ({ secret: key, text: `${id}:${key}` })),
    word(alphanumeric, 12, 60).map((key) => ({ secret: key, text: `Bearer ${key}` })),
    word(alphanumeric, 12, 60).map((key) => ({ secret: key, text: `authorization: Token ${key}` })),
    word(`${alphanumeric}!$%^*`, 8, 40).map((key) => ({
      secret: key,
      text: `postgres://opora:${key}@db:5432/opora`,
    })),
    word(alphanumeric, 8, 40).map((key) => ({ secret: key, text: `https://user:${key}@example.org/x` })),
    word(`${alphanumeric}_-`, 20, 60).map((key) => ({ secret: key, text: `sk-${key}` })),
    word(alphanumeric, 8, 40).map((key) => ({ secret: key, text: `{"password":"${key}"}` })),
    word(alphanumeric, 8, 40).map((key) => ({ secret: key, text: `api_key=${key}&x=1` })),
    fc
      .constantFrom('4111111111111111', '5555555555554444', '378282246310005', '2200770212727079')
      .map((card) => ({ secret: card, text: card })),
  )
  .chain((found) =>
    fc
      .tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
      .map(([before, after]) => ({ secret: found.secret, text: `${before} ${found.text} ${after}` })),
  );

describe('text', () => {
  it.each([
    [`https://api.telegram.org/bot${botToken}/getMe`, 'https://api.telegram.org/bot[redacted]/getMe'],
    ['postgres://opora:p@ss/w:rd@db:5432/opora', 'postgres://opora:[redacted]@db:5432/opora'],
    ['redis://:hunter22@cache:6379', 'redis://:[redacted]@cache:6379'],
    ['https://0123456789abcdef0123@o1.ingest.sentry.io/2', 'https://[redacted]@o1.ingest.sentry.io/2'],
    ['Authorization: Bearer abc.def-ghi', 'Authorization: [redacted]'],
    ['got Bearer abc.def-ghi today', 'got Bearer [redacted] today'],
    ['key sk-proj-abcdefghijklmnop1234 is wrong', 'key [redacted] is wrong'],
    ['{"apiKey":"a, b"}', '{"apiKey":[redacted]}'],
    ['{\\"token\\":\\"abc\\"}', '{\\"token\\":[redacted]}'],
    ['qty 12 4111 1111 1111 1111 thanks', 'qty 12 [redacted] thanks'],
    ['got Basic dXNlcjpwYXNzd29yZA== today', 'got Basic [redacted] today'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123456789', '[redacted]'],
    ['a glpat-abcdefghij0123456789 b', 'a [redacted] b'],
    ['xoxb-123456789012-abcdefghijkl', '[redacted]'],
    ['AKIAIOSFODNN7EXAMPLE', '[redacted]'],
    ['AIzaSyA1234567890abcdefghijklmnopqrstuv', '[redacted]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefgh', '[redacted]'],
    ['a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b', 'a [redacted] b'],
    ['pwd=abc', 'pwd=[redacted]'],
    ['x-api-key: abcdef', 'x-api-key: [redacted]'],
    ['card 4111-1111-1111-1111.', 'card [redacted].'],
  ])('removes the secret of %s', (text, expected) => {
    expect(defaultRedactor.text(text)).toBe(expected);
  });

  it.each([
    'Turn t42.7 committed in 12 ms',
    'u1.2 http://localhost:3000/esm/chat',
    'at file:///work/main/runtime/src/a.ts:10:5',
    '1763705581234',
    'completion tokens: 512, prompt tokens=90',
    'Цена 1 200 грн, заказ 20261121-004, +380 67 123 45 67',
    '2026-11-21T06:13:01.123Z',
    '0192f0c1-7b1e-7000-8000-000000000001',
  ])('leaves %s alone', (text) => {
    expect(defaultRedactor.text(text)).toBe(text);
  });

  it('never shows a secret, whatever stands around it', () => {
    fc.assert(
      fc.property(secretInText, ({ secret, text }) => {
        expect(defaultRedactor.text(text)).not.toContain(secret);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the same text when applied twice', () => {
    fc.assert(
      fc.property(secretInText, ({ text }) => {
        const once = defaultRedactor.text(text);
        expect(defaultRedactor.text(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('removes known secrets of any shape, plain and percent-encoded', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), (secret, around) => {
        fc.pre(!'[redacted]… characters'.includes(secret));
        const redactor = createRedactor({ secrets: [secret] });
        expect(redactor.text(`${around}${secret}${around}`)).not.toContain(secret);
        expect(redactor.text(`q=${encodeURIComponent(secret)}`)).not.toContain(encodeURIComponent(secret));
      }),
    );
  });

  it('bounds the output and does not cut a secret into a shape that no pattern knows', () => {
    const filler = 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa '.repeat(1_726);
    const text = defaultRedactor.text(`${filler}${botToken}`);
    expect(text.length).toBeLessThan(8_100);
    expect(text).not.toContain('AAHdq');
    expect(defaultRedactor.text('a'.repeat(100_000))).toBe('[redacted]');
  });

  it.each([
    ['digits', '1'],
    ['short digit groups', '1 '],
    ['schemes', '://a:'],
    ['web tokens', 'eyJ-'],
    ['names', 'x-'],
    ['passwords', 'password='],
    ['connection strings', 'redis://:'],
    ['keys', '-----BEGIN PRIVATE KEY-----'],
    ['spaces', ' '],
  ])('takes time in proportion to hostile %s', (_name, piece) => {
    const textOf = (length: number): string => piece.repeat(length / piece.length);
    const growth = timeGrowth((text) => defaultRedactor.text(text), textOf, { short: 8_000, long: 64_000 });
    // Eight times as long; sixty-four would be quadratic.
    expect(growth).toBeLessThan(24);
  });
});

describe('value', () => {
  it('hides secret keys at any depth and keeps counters', () => {
    const value = {
      headers: { 'X-Telegram-Bot-Api-Secret-Token': 'abc', cookie: 'a=b', accept: '*/*' },
      list: [{ db: { password: 12345 } }],
      tokens: 5,
      tokenCount: 6,
      hasToken: true,
      apiKey: null,
    };
    expect(defaultRedactor.value(value)).toEqual({
      headers: { 'X-Telegram-Bot-Api-Secret-Token': '[redacted]', cookie: '[redacted]', accept: '*/*' },
      list: [{ db: { password: '[redacted]' } }],
      tokens: 5,
      tokenCount: 6,
      hasToken: true,
      apiKey: null,
    });
  });

  it('shows an error with its chain of causes, scrubbed, and none of its foreign fields', () => {
    const root = Object.assign(new Error(`connect postgres://u:hunter22@db/x`), {
      code: 'ECONNREFUSED',
      detail: 'row',
    });
    const middle = new TransientError('database_unavailable', 'No connection.', {
      cause: root,
      context: { attempt: 2 },
    });
    const shown = defaultRedactor.value(new TerminalError('turn_failed', 'Gave up.', { cause: middle })) as {
      causes: { name: string; code: string; message: string }[];
    };
    expect(shown).toMatchObject({ name: 'TerminalError', code: 'turn_failed', message: 'Gave up.' });
    expect(shown.causes.map((cause) => cause.code)).toEqual(['database_unavailable', 'ECONNREFUSED']);
    expect(JSON.stringify(shown)).not.toMatch(/hunter22|row/);
  });

  it('survives cycles, depth, width, getters and proxies that throw', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const failing = new Error('loop');
    failing.cause = failing;
    const value = {
      cyclic,
      failing,
      get broken(): string {
        throw new Error('secret-in-getter');
      },
      proxy: new Proxy({}, { ownKeys: () => assertNever() }),
      json: { toJSON: () => assertNever() },
      wide: Array.from({ length: 500 }, (_, index) => index),
      bytes: Buffer.from('secret'),
      map: new Map([[botToken, 1n]]),
      symbol: Symbol('x'),
    };
    const shown = defaultRedactor.value(value) as Record<string, unknown>;
    expect(shown).toMatchObject({
      cyclic: { self: '[circular]' },
      broken: '[redacted: failed]',
      proxy: '[redacted: failed]',
      json: '[redacted: failed]',
      bytes: '[6 bytes]',
      map: { '[redacted]': '1' },
      failing: { message: 'loop' },
    });
    expect((shown.wide as unknown[]).length).toBe(101);
    expect(() => JSON.stringify(shown)).not.toThrow();
  });

  it('gives JSON data without the secret for any value that holds it', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true }),
        secretInText,
        (any, found) => {
          // A word that also stands in the addresses of the trace is not a secret there.
          fc.pre(!String(new Error().stack).includes(found.secret));
          const value = {
            any,
            nested: [{ text: found.text, [found.text]: any }],
            error: new Error(found.text),
          };
          expect(JSON.stringify(defaultRedactor.value(value))).not.toContain(found.secret);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('isCardNumber', () => {
  it.each(['4111111111111111', '378282246310005', '6011111111111117', '3530111333300000'])(
    'knows %s',
    (digits) => {
      expect(isCardNumber(digits)).toBe(true);
    },
  );
  it.each(['4111111111111112', '1763705581234', '380671234567', '9000000000000000001'])(
    'passes %s',
    (digits) => {
      expect(isCardNumber(digits)).toBe(false);
    },
  );
});

describe('isSecretKey', () => {
  it.each(['apiKey', 'OPENAI_API_KEY', 'set-cookie', 'dbPassword', 'SENTRY_DSN'])('hides %s', (key) => {
    expect(isSecretKey(key)).toBe(true);
  });
  it.each(['tokens', 'promptTokens', 'conversation', 'key', 'monkey'])('shows %s', (key) => {
    expect(isSecretKey(key)).toBe(false);
  });
});

function assertNever(): never {
  throw new Error('secret-in-proxy');
}
