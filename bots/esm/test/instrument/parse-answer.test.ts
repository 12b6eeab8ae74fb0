import fc from 'fast-check';
import { type Language, languages } from 'opora';
import { expect, test } from 'vitest';
import type { ChoiceItem, Item, NumberItem, ScaleItem } from '../../src/instrument/instrument.ts';
import { parseNumberWords } from '../../src/instrument/number-words.ts';
import { parsePressed, parseTyped, tickedAnswer } from '../../src/instrument/parse-answer.ts';
import { explainProblem } from '../../src/survey/explain-problem.ts';
import { anyText } from '../fakes/any-text.ts';

const scale: ScaleItem = { id: 's', type: 'scale', min: 0, max: 9, text: {}, anchors: {} };
const number: NumberItem = { id: 'n', type: 'number', min: -5, max: 50, text: {} };
const whole: NumberItem = { ...number, integer: true };
const options: ChoiceItem['options'] = [
  { id: 'home', text: { ru: 'дома', uk: 'вдома', en: 'at home' } },
  { id: 'work', text: { ru: 'на работе', uk: 'на роботі', en: 'at work' } },
  { id: 'moon', text: { ru: 'луна', uk: 'місяць', en: 'moon' } },
  { id: 'echo', text: { ru: 'эхо', uk: 'луна', en: 'echo' } },
];
const choice: ChoiceItem = { id: 'c', type: 'choice', text: {}, options };
const multi: ChoiceItem = { ...choice, type: 'multi' };
const plain = (type: 'time' | 'yesno' | 'info'): Item => ({ id: 'p', type, text: {} });

/** The value, or the kind of problem. */
function answerTo(item: Item, typed: string, language: Language = 'ru'): unknown {
  const parsed = parseTyped(item, typed, language);
  return parsed.ok ? parsed.value : parsed.problem.kind;
}

test.each([
  ...[
    ['4', 4],
    [' 4. ', 4],
    ['+4', 4],
    ['0', 0],
    ['9', 9],
    ['４', 4],
    ['4️⃣', 4],
    ['-0', 0],
  ],
  ...[
    ['12', 'beyond-scale'],
    ['-1', 'beyond-scale'],
    ['999999999', 'beyond-scale'],
    ['двенадцать', 'beyond-scale'],
  ],
  ...[
    ['семь', 'scale-in-words'],
    ['сім', 'scale-in-words'],
    ['Seven.', 'scale-in-words'],
  ],
  ...[
    ['', 'no-scale-value'],
    ['4,5', 'no-scale-value'],
    ['4/9', 'no-scale-value'],
    ['хорошо', 'no-scale-value'],
  ],
] as const)('scale 0–9, typed %s: %s', (typed, expected) => {
  expect(answerTo(scale, typed)).toBe(expected);
});

test('scenario 12: 12 and a number in words are asked again, with reasons in three languages', () => {
  for (const [language, word] of [
    ['ru', 'семь'],
    ['uk', 'сім'],
    ['en', 'seven'],
  ] as const) {
    const parsed = parseTyped(scale, word, language);
    expect(parsed).toEqual({ ok: false, problem: { kind: 'scale-in-words', value: 7, min: 0, max: 9 } });
    if (parsed.ok) return;
    const sentence = explainProblem(parsed.problem, language);
    for (const part of ['0', '9', '7']) expect(sentence).toContain(part);
  }
  expect(parsePressed(scale, '4')).toEqual({ ok: true, text: '4', value: 4 });
});

test.each([
  ...[
    ['2,5', 2.5],
    ['-5', -5],
    ['- 5', -5],
    ['−5', -5],
    ['50', 50],
    ['0.000001', 0.000001],
    ['51', 'too-large'],
  ],
  ...[
    ['-5.1', 'too-small'],
    ['1e1', 'no-number'],
    ['x', 'no-number'],
    ['1 000', 'no-number'],
  ],
  ...[
    ['сорок два', 'number-in-words'],
    ['twenty-one', 'number-in-words'],
  ],
] as const)('number, typed %s: %s', (typed, expected) => {
  expect(answerTo(number, typed)).toBe(expected);
});

test('whole numbers', () => {
  expect(answerTo(whole, '7')).toBe(7);
  expect(answerTo(whole, '7.0')).toBe(7);
  expect(answerTo(whole, '2,5')).toBe('no-whole-number');
  expect(answerTo(whole, 'x')).toBe('no-whole-number');
});

test('numbers in words: each language counts from 0 to 100', () => {
  const counted = {
    ru: 'ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать',
    uk: 'нуль один два три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять тринадцять чотирнадцять п’ятнадцять шістнадцять сімнадцять вісімнадцять дев’ятнадцять двадцять',
    en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  };
  for (const language of languages) {
    expect(counted[language].split(' ').map(parseNumberWords)).toEqual(
      Array.from({ length: 21 }, (_, index) => index),
    );
  }
  const tens = [
    'сорок один',
    'пʼятдесят два',
    'sixty-three',
    'семьдесят четыре',
    'вісімдесят пʼять',
    'девяносто шесть',
    'сто',
  ];
  expect(tens.map(parseNumberWords)).toEqual([41, 52, 63, 74, 85, 96, 100]);
  for (const none of [
    '',
    'два три',
    'двадцать двадцать',
    'сто один',
    'twenty zero',
    'five and',
    'семья',
    'x'.repeat(99),
  ]) {
    expect(parseNumberWords(none), none).toBeNull();
  }
});

test.each([
  ...[
    ['2', 'work'],
    ['Дома', 'home'],
    ['ВДОМА!', 'home'],
    ['at work', 'work'],
    ['5', 'no-option'],
    ['0', 'no-option'],
  ],
  ...[
    ['1, 2', 'no-option'],
    ['нигде', 'no-option'],
    ['', 'no-option'],
  ],
] as const)('choice, typed %s: %s', (typed, expected) => {
  expect(answerTo(choice, typed)).toBe(expected);
});

test('a label that means another option elsewhere means what it means in the language of the chat', () => {
  expect([answerTo(choice, 'луна', 'ru'), answerTo(choice, 'луна', 'uk')]).toEqual(['moon', 'echo']);
});

test.each([
  ...[
    ['1, 3', ['home', 'moon']],
    ['3 1', ['home', 'moon']],
    ['1;1', ['home']],
    ['дома, на работе', ['home', 'work']],
  ],
  ...[
    ['дома\n3', ['home', 'moon']],
    ['2,', ['work']],
    ['1, 9', 'no-options'],
    ['дома и ещё', 'no-options'],
    [',', 'no-options'],
  ],
] as const)('multi, typed %s: %o', (typed, expected) => {
  expect(answerTo(multi, typed)).toEqual(expected);
});

test('time and yes or no, in three languages', () => {
  expect(
    ['8:05', '22.15', '9 pm', 'в 7 вечера', '24:70', 'скоро'].map((typed) => answerTo(plain('time'), typed)),
  ).toEqual([...['08:05', '22:15', '21:00', '19:00', 'no-time', 'no-time']]);
  for (const typed of ['Да', 'так!', 'YES', 'y', '+', 'ага'])
    expect(answerTo(plain('yesno'), typed)).toBe(true);
  for (const typed of ['нет', 'Ні.', 'no', 'n', '–']) expect(answerTo(plain('yesno'), typed)).toBe(false);
  expect(answerTo(plain('yesno'), 'может быть')).toBe('no-yesno');
  expect(answerTo(plain('info'), 'x')).toBe('asks-nothing');
});

test('texts are kept as they are, up to their length in characters', () => {
  const text: Item = { id: 't', type: 'text', maxLength: 3, text: {} };
  expect(parseTyped(text, ' 🙂\n', 'ru')).toEqual({ ok: true, text: ' 🙂\n', value: null });
  expect(parseTyped(text, 'мама', 'ru')).toEqual({
    ok: false,
    problem: { kind: 'too-long', limit: 3, length: 4 },
  });
});

test('buttons answer what they were drawn for and nothing else', () => {
  expect(parsePressed(scale, '10')).toBeNull();
  expect(parsePressed(scale, '')).toBeNull();
  expect(parsePressed(choice, 'work')).toMatchObject({ value: 'work' });
  expect(parsePressed(choice, 'constructor')).toBeNull();
  expect(parsePressed(plain('yesno'), 'no')).toMatchObject({ value: false });
  expect(parsePressed(plain('time'), '08:00')).toBeNull();
  expect(tickedAnswer(multi, ['moon', 'home', 'gone'])).toEqual({
    ok: true,
    text: 'home, moon',
    value: ['home', 'moon'],
  });
  expect(tickedAnswer(multi, [])).toEqual({ ok: true, text: '', value: [] });
});

test('nothing typed breaks a parser; what is accepted fits its item, what is refused has a sentence', () => {
  const items: readonly Item[] = [
    scale,
    number,
    whole,
    choice,
    multi,
    plain('time'),
    plain('yesno'),
    plain('info'),
  ];
  const likely = fc.string({ unit: fc.constantFrom(...'0123456789.,:+- pmдан'), maxLength: 6 });
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...items),
      fc.oneof(anyText, likely),
      fc.constantFrom(...languages),
      (item, typed, language) => {
        const parsed = parseTyped(item, typed, language);
        if (!parsed.ok) {
          expect(explainProblem(parsed.problem, language)).not.toMatch(/\{\w+\}|undefined|^$/u);
          return;
        }
        accepted += 1;
        const { value } = parsed;
        if (item.type === 'scale')
          expect(Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 9).toBe(true);
        if (item.type === 'number') expect(Number(value) >= -5 && Number(value) <= 50).toBe(true);
        if (item.type === 'choice') expect(options.some((option) => option.id === value)).toBe(true);
        expect(JSON.parse(JSON.stringify({ value }))).toEqual({ value });
      },
    ),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(50);
});
