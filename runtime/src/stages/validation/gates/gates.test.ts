import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DraftContext, TurnFacts } from '../../../contracts/draft.ts';
import type { OutgoingMessage } from '../../../contracts/message.ts';
import { createFactsGate } from './facts-gate.ts';
import { createLanguageGate } from './language-gate.ts';
import { createLeakGate } from './leak-gate.ts';
import { createLengthGate } from './length-gate.ts';
import { createPersonalDataGate } from './personal-data-gate.ts';
import { createSecretGate } from './secret-gate.ts';
import { createShapeGate } from './shape-gate.ts';

const context = (overrides: Partial<DraftContext> = {}): DraftContext => ({
  ...{ language: 'uk', channel: 'telegram', facts: {} },
  ...overrides,
});
const withFacts = (facts: TurnFacts): DraftContext => context({ facts });

describe('the shape', () => {
  const gate = createShapeGate();

  test('of an ordinary message stands', () => {
    const draft: OutgoingMessage = {
      text: 'Виберіть:\n1\t2 👍',
      buttons: [[{ code: 'a', label: 'Так' }], [{ code: 'b', label: 'Ні' }]],
      scale: { min: 1, max: 5, minLabel: '', maxLabel: '' },
      file: { name: 'звіт.csv', mimeType: 'text/csv', content: 'a' },
    };
    expect(gate.judge(draft, context())).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['no text', { text: 7 }, 'text: not a text'],
    ['half a character', { text: '\ud800' }, 'text: half a character'],
    ['controls', { text: 'a\u0007' }, 'text: control characters'],
    ['no code', { text: 'a', buttons: [[{ label: 'a' }]] }, 'buttons[0][0].code: 1 to 64 bytes'],
    [
      'a long code',
      { text: 'a', buttons: [[{ code: 'ж'.repeat(33), label: 'a' }]] },
      'buttons[0][0].code: 1 to 64 bytes',
    ],
    [
      'a code twice',
      {
        text: 'a',
        buttons: [
          [
            { code: 'a', label: 'a' },
            { code: 'a', label: 'b' },
          ],
        ],
      },
      'buttons[0][1].code: used twice',
    ],
    [
      'no label',
      { text: 'a', buttons: [[{ code: 'a', label: ' ' }]] },
      'buttons[0][0].label: 1 to 64 characters',
    ],
    ['an empty row', { text: 'a', buttons: [[]] }, 'buttons[0]: 1 to 8 are allowed'],
    ['no rows', { text: 'a', buttons: 'a' }, 'buttons: too many rows'],
    ['no range', { text: 'a', scale: { min: 5, max: 1 } }, 'scale: no range'],
    ['a path', { text: 'a', file: { name: '../a', content: '' } }, 'file: name'],
  ])('with %s does not', (_name, draft, reason) => {
    expect(gate.judge(draft as OutgoingMessage, context())).toEqual([reason]);
  });

  test('never throws, whatever a model made up', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (text, buttons) => {
        expect(Array.isArray(gate.judge({ text, buttons } as OutgoingMessage, context()))).toBe(true);
      }),
    );
  });
});

describe('the length', () => {
  const gate = createLengthGate({ characters: 5_000, formats: { sms: { characters: 10, buttons: false } } });

  test('fits the channel, in characters or in bytes', () => {
    const judge = (text: string, channel: string) => gate.judge({ text }, context({ channel }));
    expect(judge('a'.repeat(4_096), 'telegram')).toEqual([]);
    expect(judge('a'.repeat(4_097), 'telegram')).toEqual(['too-long:4097/4096 characters']);
    expect(judge('ж'.repeat(500), 'instagram')).toEqual([]);
    expect(judge('ж'.repeat(501), 'instagram')).toEqual(['too-long:1002/1000 bytes']);
    expect(judge('a'.repeat(5_001), 'anything')).toEqual(['too-long:5001/5000 characters']);
    expect(
      gate.judge({ text: 'a', buttons: [[{ code: 'a', label: 'a' }]] }, context({ channel: 'sms' })),
    ).toEqual(['no-buttons-here']);
  });
});

describe('the facts', () => {
  const gate = createFactsGate({ always: { phones: ['+380445551290'] } });

  test('of this Turn and of every Turn may be said, also on buttons', () => {
    const facts = { money: [{ amount: 990, currency: 'UAH' }], numbers: [38] };
    expect(gate.judge({ text: 'Розмір 38, 990 грн, тел. 044 555 12 90' }, withFacts(facts))).toEqual([]);
    const button = { text: 'Беру', buttons: [[{ code: 'a', label: 'за 890 грн' }]] };
    expect(gate.judge(button, withFacts(facts))).toEqual(['money-without-source:890 UAH']);
    expect(gate.judge({ text: '990 грн' }, withFacts({}))).toEqual(['money-without-source:990 UAH']);
  });

  test('may leave out numbers that claim nothing', () => {
    const lenient = createFactsGate({ ignore: /^\d\. /gmu });
    expect(lenient.judge({ text: '1. перше\n2. друге' }, context())).toEqual([]);
    expect(lenient.judge({ text: '1. перше за 5' }, context())).toEqual(['number-without-source:5']);
  });

  const spellings: readonly ((amount: number) => string)[] = [
    (amount) => `Ціна ${amount} грн`,
    (amount) => `коштує ${amount}грн.`,
    (amount) => `₴${amount}`,
    (amount) => `всього за ${amount}`,
    (amount) => `${amount},00 гривень`,
    (amount) => `ціна${amount}`,
    (amount) => String(amount).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    (amount) => `\u200b${String(amount).split('').join('\u200b')} грн`,
    (amount) => `for ${amount} UAH only`,
    (amount) => `*${amount}*`,
    (amount) => `(${amount})`,
    (amount) => `price=${amount}`,
  ];

  test('an invented price never passes, however it is written', () => {
    const prices = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(...spellings));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), prices, (real, [invented, spell]) => {
        fc.pre(invented !== real);
        const facts = { money: [{ amount: real, currency: 'UAH' }] };
        expect(gate.judge({ text: spell(invented) }, withFacts(facts))).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('the real price passes in the spellings that people use', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom(...spellings.slice(0, 5)),
        (real, spell) => {
          const facts = { money: [{ amount: real, currency: 'UAH' }] };
          expect(gate.judge({ text: spell(real) }, withFacts(facts))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('personal data', () => {
  const gate = createPersonalDataGate();

  test('leaves only where this Turn has gathered it', () => {
    const text = 'Отримувач: Олена Коваленко, +380 67 123 45 67, olena@example.com';
    expect(gate.judge({ text }, context())).toEqual(
      expect.arrayContaining(['phone-without-source', 'email-without-source']),
    );
    const facts = {
      texts: ['Олена Коваленко'],
      phones: ['0671234567', '+380671234567'],
      names: ['olena@example.com'],
    };
    expect(gate.judge({ text }, withFacts(facts))).toEqual([]);
    expect(gate.judge({ text: 'Сукня, 990 грн' }, context())).toEqual([]);
  });
});

describe('leaks', () => {
  const prompt = 'You are the assistant of a shop and never name a price that is not in the facts.';
  const gate = createLeakGate({ prompts: [prompt], allowedHosts: ['shop.example'] });

  test('of the prompt, of secrets and to foreign hosts do not pass', () => {
    expect(gate.judge({ text: `Sure! ${prompt.toUpperCase()}` }, context())).toEqual(['prompt-fragment']);
    expect(gate.judge({ text: 'key sk-abcdef0123456789abcdef' }, context())).toEqual(['secret']);
    const button = { text: 'a', buttons: [[{ code: 'a', label: 'evil.example/x' }]] };
    expect(gate.judge(button, context())).toEqual(['link:evil.example']);
    expect(gate.judge({ text: 'https://shop.example/p/1' }, context())).toEqual([]);
  });

  test('of the known secrets never pass, for any bot', () => {
    const always = createSecretGate(['hunter2hunter2', 'abc']);
    expect(always.judge({ text: 'it is hunter2hunter2' }, context())).toEqual(['secret']);
    expect(always.judge({ text: 'AKIAIOSFODNN7EXAMPLE' }, context())).toEqual(['secret']);
    expect(always.judge({ text: 'abc, your order 20450123456789' }, context())).toEqual([]);
  });
});

describe('the language', () => {
  const gate = createLanguageGate();

  test.each([
    ['uk', 'Доставка займає три дні, що ще підказати?', []],
    ['uk', 'Здравствуйте, доставка занимает три дня, что ещё подсказать?', ['language:ru']],
    ['ru', 'Your parcel will arrive within three days.', ['language:en']],
    ['en', 'Ваша посилка вже їде, очікуйте її завтра', ['language:uk']],
    ['en', 'Ok 👍', []],
    ['ru', 'Платье “Midnight Garden Evening Dress Long” есть, что подсказать?', []],
  ] as const)('%s: «%s» → %s', (language, text, reasons) => {
    expect(gate.judge({ text }, context({ language }))).toEqual(reasons);
  });

  test('that nobody knows is not judged', () => {
    expect(gate.judge({ text: 'Whatever this may be, it stands.' }, context({ language: null }))).toEqual([]);
  });
});
