import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findPersonalData,
  isEan,
  isIban,
  isInn,
  isRnokpp,
  isSnils,
  mayHoldNeverStored,
  neverStoredKinds,
  PlaceholderTable,
  redact,
} from '../../src/stages/guard/personal-data/index.ts';
import { expectLinear } from './support/expect-linear.ts';

const kinds = (text: string): string[] => findPersonalData(text).map((span) => `${span.kind} ${span.value}`);

describe('checksums', () => {
  it('accept right values and refuse any single wrong digit', () => {
    const cases: readonly (readonly [(value: string) => boolean, string])[] = [
      [isIban, 'UA213223130000026007233566001'],
      [isIban, 'GB82WEST12345698765432'],
      [isInn, '7707083893'],
      [isInn, '500100732259'],
      [isSnils, '11223344595'],
      [isRnokpp, '3184710691'],
      [isEan, '4006381333931'],
    ];
    for (const [check, value] of cases) {
      expect(check(value), value).toBe(true);
      const last = Number(value.at(-1));
      expect(check(value.slice(0, -1) + String((last + 1) % 10)), value).toBe(false);
    }
    expect(isIban('UA2132231300000260072335660')).toBe(false);
  });
});

describe('redaction', () => {
  it('puts typed placeholders that are stable within a Turn and restores them', () => {
    const placeholders = new PlaceholderTable();
    const first = redact('Звоните +380 50 555 01 23 или 067 555 01 44', { placeholders });
    expect(first.text).toBe('Звоните [PHONE_1] или [PHONE_2]');
    const second = redact('ещё раз: +38(050)5550123', { placeholders });
    expect(second.text).toBe('ещё раз: [PHONE_1]');
    expect(second.restore('Перезвоним на [PHONE_1], не на [PHONE_9]')).toBe(
      'Перезвоним на +380 50 555 01 23, не на [PHONE_9]',
    );
  });

  it('replaces the kinds asked for and no others', () => {
    const text = 'карта 4111 1111 1111 1111, почта a.b@example.com';
    expect(redact(text, { kinds: ['card'] }).text).toBe('карта [CARD_1], почта a.b@example.com');
  });

  it('fails closed', () => {
    const broken = redact(undefined as unknown as string);
    expect(broken).toMatchObject({ text: '[redacted: failed]', failed: true, spans: [] });
  });

  it('lets the shop’s own handles stand', () => {
    expect(redact('Пишите @our_shop или @client_1', { ownHandles: ['@Our_Shop'] }).text).toBe(
      'Пишите @our_shop или [HANDLE_1]',
    );
  });

  it('sees styled and split digits, and letters for digits', () => {
    expect(kinds('４１１１ １１１１ １１１１ １１１１')).toHaveLength(1);
    expect(kinds('4\u200b111111111111111')).toHaveLength(1);
    expect(kinds('О67 555 О1 44')).toEqual(['phone О67 555 О1 44']);
  });

  it('asks for the finders before a write whenever something may never be stored', () => {
    const never = [
      '4111 1111 1111 1111',
      '4-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1',
      'cvv 123',
      'sk-abcdef0123456789abcd',
    ];
    for (const text of never) expect(mayHoldNeverStored(text), text).toBe(true);
    const parts = ['4111', '1111', '1111', '1111'];
    const between = ' и ещё немного слов между ними и тут ';
    const dictated = `моя карта ${parts.join(between)}`;
    expect(kinds(dictated)).toEqual([`card ${parts.join(between)}`]);
    expect(mayHoldNeverStored(`${'слово '.repeat(200)}${parts.join(between)}`)).toBe(true);
    expect(mayHoldNeverStored('Размер 38, а рост у меня средний, цвет любой. '.repeat(80))).toBe(false);
    expect(mayHoldNeverStored('Размер 40, цена 1200')).toBe(false);
  });

  it('leaves prices, parcels, receipts, codes, dates, wallets and failed checksums alone', () => {
    const untouched = [
      'цена 1200-1500 грн, рост 164-170',
      'посылка 20450123456789, ТТН 59000123456789',
      'штрихкод 4006381333931',
      'чек 00098765432 от 05.06.2026 18:30',
      'карта 4111 1111 1111 1112',
      'ИНН 7707083890',
      'отделение 26, почтомат 4412',
      'платье «Мария», сумка «Анна Каренина»',
      'кошелёк 7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV',
    ];
    for (const text of untouched) expect(kinds(text), text).toEqual([]);
  });

  it.each([
    ['card', ['4111 1111 1111 1111', '5355170266189043', '3782-822463-10005', '4000.0566.5566.5556']],
    [
      'iban',
      ['UA213223130000026007233566001', 'UA21 3223 1300 0002 6007 2335 66001', 'DE89370400440532013000'],
    ],
    ['phone', ['+380671234567', '067 123 45 67', '+7 (916) 123-45-67']],
    ['email', ['olena@example.com', 'ivan.petrov@mail.example']],
    ['unzr', ['19900215-12344']],
    ['secret', ['sk-abcdef0123456789abcd', '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0']],
  ])('finds every %s of a list, however long', (kind, values) => {
    const separator = fc.constantFrom('\n', ', ', '; ', ' и ', ' ');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...values), { minLength: 2, maxLength: 24 }),
        separator,
        (list, between) => {
          const found = findPersonalData(list.join(between));
          expect(found.map((span) => `${span.kind} ${span.value}`)).toEqual(
            list.map((value) => `${kind} ${value}`),
          );
        },
      ),
    );
  });

  it('takes every card out of a flood of them before a write, and says the same of it when asked for all', () => {
    const cards = Array.from({ length: 60 }, (_, index) => `${index}: 5355 1702 6618 9043, до 12/29`);
    const text = cards.join('\n');
    const { spans } = redact(text, { kinds: neverStoredKinds });
    expect(spans.filter(({ kind }) => kind === 'card')).toHaveLength(60);
    expect(spans.filter(({ kind }) => kind === 'card_expiry')).toHaveLength(60);
    expect(spans).toEqual(findPersonalData(text).filter(({ kind }) => neverStoredKinds.includes(kind)));
  });

  it('asked for what is never stored alone, says of it what it says when asked for all', () => {
    const piece = fc.constantFrom(
      ...['4111 1111 1111 1111', '12/29', 'cvv 123', 'пароль: Qwerty12!', '+380505550123', 'Иван Петров'],
      ...[
        'sk-abcdef0123456789abcd',
        '19.02.1990',
        'ул. Ленина 5',
        'UA213223130000026007233566001',
        ' ',
        ', ',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        const all = findPersonalData(text).filter(({ kind }) => neverStoredKinds.includes(kind));
        expect(redact(text, { kinds: neverStoredKinds }).spans).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps spans ordered, apart and inside the text, whatever the text', () => {
    const piece = fc.constantFrom(
      '4111 1111 1111 1111',
      '+380505550123',
      'Иван Петров',
      ' ',
      '\u200b',
      '👍🏽',
      'a@b.co',
      '0',
      'ул. Ленина 5',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let end = 0;
        for (const span of findPersonalData(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(text.slice(span.start, span.end)).toBe(span.value);
          end = span.end;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('takes a key in armour to its end, and one that was cut as far as keys reach', () => {
    const line = `${'MIIEvQIBADANBgkqhkiG9w0'.repeat(3)}\n`;
    const open = '-----BEGIN RSA PRIVATE KEY-----\n';
    const close = '-----END RSA PRIVATE KEY-----';
    const spansOf = (text: string): readonly (readonly [number, number])[] =>
      findPersonalData(text)
        .filter(({ kind }) => kind === 'secret')
        .map(({ start, end }) => [start, end]);
    const whole = `${open}${line.repeat(20)}${close}`;
    expect(spansOf(`вот ${whole} и всё`)).toEqual([[4, 4 + whole.length]]);
    expect(spansOf(`${whole}\n${whole}`)).toEqual([
      [0, whole.length],
      [whole.length + 1, 2 * whole.length + 1],
    ]);
    const cut = `${open}${line.repeat(4)}`;
    expect(spansOf(cut)).toEqual([[0, cut.length]]);
    const endless = `${open}${line.repeat(200)}`;
    expect(spansOf(endless)[0]).toEqual([0, 8_000]);
  });

  it.each([
    '1 ',
    '0 ',
    'Иван ',
    'ул. Иван ',
    'д 1 ',
    'abandon ',
    '@a.',
    '0671234567 ',
    '[1,2,3,',
    'А.',
    '12-',
    'на Иван ',
    'собака ',
    'xY7 ',
    'кв ',
    '-----BEGIN PRIVATE KEY-----\n',
  ])('takes time in proportion to hostile text: %s', (piece) => {
    expectLinear(findPersonalData, piece);
  });
});
