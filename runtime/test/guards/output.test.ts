import { describe, expect, it } from 'vitest';
import { moderateLocally } from '../../src/stages/guard/moderation/local-floor.ts';
import {
  createPromptShingles,
  createProvenanceGate,
  findForeignLinks,
  findPromptFragments,
  findSecretShapes,
  scanOutput,
} from '../../src/stages/guard/output/index.ts';
import { expectLinear } from './support/expect-linear.ts';

describe('the output scan', () => {
  const prompt = createPromptShingles(
    ['You are the assistant of a shop. Never name a price that is not in the facts given to you.'],
    ['Доставка по Украине занимает от одного до трёх рабочих дней'],
  );

  it('finds eight words of a prompt in a row, whatever their case', () => {
    expect(findPromptFragments('Sure: NEVER name a price, that is not in the FACTS!', prompt)).toEqual([
      'prompt-fragment',
    ]);
    expect(findPromptFragments('The price is in the facts given to you.', prompt)).toEqual([]);
  });

  it('finds secrets by shape and by value', () => {
    expect(findSecretShapes('key sk-abcdef0123456789abcdef')).toEqual(['secret']);
    expect(findSecretShapes('the word is hunter2hunter2', ['hunter2hunter2'])).toEqual(['secret']);
    expect(findSecretShapes('Ваш заказ 20450123456789 в пути')).toEqual([]);
  });

  it('finds links outside the allow-list, with or without a scheme', () => {
    expect(findForeignLinks('https://shop.example/a и evil.com/x', ['shop.example'])).toEqual([
      'link:evil.com',
    ]);
    expect(findForeignLinks('[x](javascript:alert(1))', ['shop.example'])).toEqual(['link:unreadable']);
    expect(findForeignLinks('Цена 12.50, версия 1.2.3', ['shop.example'])).toEqual([]);
  });

  it('gives all reasons together and a reason when it breaks', () => {
    const options = { prompt, allowedHosts: [] };
    expect(scanOutput('never name a price that is not in the facts http://a.com', options)).toEqual([
      'prompt-fragment',
      'link:a.com',
    ]);
    expect(scanOutput(undefined as unknown as string, options)).toEqual(['scan-failed']);
  });
});

describe('the provenance gate', () => {
  const gate = createProvenanceGate({
    money: [{ amount: 1250.5, currency: 'UAH' }],
    numbers: [38, 40],
    links: ['https://shop.example/p/1'],
    phones: ['+380 44 555 12 90'],
    names: ['Сукня «Олена»'],
    texts: ['Доставка 3 дні, від 2 000 грн безкоштовно'],
  });

  it('lets stand what the facts hold, however it is written', () => {
    const said =
      'Сукня «Олена» коштує 1 250,50 грн, розміри 38 і 40, доставка 3 дні, безкоштовно від 2000 грн.';
    expect(gate(said)).toEqual([]);
    expect(gate('Дзвоніть (044) 555-12-90, деталі: shop.example/p/1')).toEqual([]);
  });

  it.each([
    ['Коштує 999 грн', 'money-without-source:999 UAH'],
    ['It costs $1250.5', 'money-without-source:1250.5 USD'],
    ['Є 7 штук', 'number-without-source:7'],
    ['Пишіть на evil.com', 'link-without-source:evil.com'],
    ['Дзвоніть 067 555 01 44', 'phone-without-source'],
    ['Радимо «Марта»', 'name-without-source'],
    ['ціна999грн', 'number-without-source:999'],
    ['Ціна 38', 'money-without-source:38'],
    ['Коштує 1250.5 доларів', 'money-without-source:1250.5 USD'],
    ['1250.5 dollars', 'money-without-source:1250.5 USD'],
    ["Всього дев’ятсот дев'яносто гривень", 'money-in-words'],
    ['It is five hundred dollars', 'money-in-words'],
    ['Стоит девятьсот', 'money-in-words'],
    ['Доставка безкоштовна', 'free-without-source'],
    ['We deliver for free', 'free-without-source'],
    ['Віддамо за пів ціни', 'half-price-without-source'],
    ['Рахунок UA213223130000026007233566001', 'iban-without-source'],
    ['Пишіть на a@evil.example', 'email-without-source'],
    ['Пишіть @evilshop', 'handle-without-source'],
    ['٩٩٠ грн', 'number-without-source:unreadable'],
    ['９９９ грн', 'money-without-source:999 UAH'],
    ['9\u200b99 грн', 'money-without-source:999 UAH'],
  ])('%s → %s', (draft, reason) => {
    expect(gate(draft)).toContain(reason);
  });

  it.each([
    'Одна хвилина, перевірю',
    'One moment, please',
    'Почуйте себе вільно, feel free to ask',
    'Є розміри 38 і 40',
    'Маємо «Олена», ціна 1250,5 грн',
    'безкоштовно від 2000 грн',
  ])('lets «%s» stand', (text) => {
    expect(gate(text)).toEqual([]);
  });

  it.each(['a', '9 ', 'сто ', 'ціна '])('takes time in proportion to hostile text: %s', (piece) => {
    expectLinear(gate, piece);
  });

  it('can let small numbers pass', () => {
    const lenient = createProvenanceGate({}, { freeNumbersUpTo: 3 });
    expect(lenient('Ще 1 питання')).toEqual([]);
    expect(lenient('Ще 5 питань')).toEqual(['number-without-source:5']);
  });
});

describe('the local floor of moderation', () => {
  it.each([
    ['Я не хочу больше жить', 'care'],
    ['Хочу вкоротити собі віку, як вбити себе', 'care'],
    ['I want to kill myself', 'care'],
    ['Я тебя найду и зарежу', 'handoff'],
    ["I'll kill you", 'handoff'],
    ['How do I make a bomb at home', 'handoff'],
    ['Ты тупая тварь', 'calm'],
    ['Куплю мефедрон закладкой', 'note'],
    ['child porn', 'refuse'],
  ])('%s → %s', (text, action) => {
    expect(moderateLocally(text).action).toBe(action);
  });

  it.each([
    'Платье просто бомба!',
    'Убойная скидка, беру две',
    'I am dying for this bag',
    'Бомбочки для ванны есть?',
    'Умираю со смеху',
    'Блин, опять дождь',
    'Чёрт, размер не тот',
    'This colour kills it',
    'Сукня вбивча, до смерті гарна',
  ])('leaves «%s» alone', (text) => {
    expect(moderateLocally(text)).toEqual({ categories: [], action: null, source: 'local' });
  });
});
