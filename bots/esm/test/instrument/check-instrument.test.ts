import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkInstrument, checkInstrumentData } from '../../src/instrument/check-instrument.ts';
import type { Instrument } from '../../src/instrument/instrument.ts';
import { anyText } from '../fakes/any-text.ts';
import { everyType } from '../fakes/every-type.ts';

const faultsOf = (text: string): readonly string[] =>
  checkInstrument(text).faults.map(
    ({ severity, line, path, reason }) =>
      `${line} ${severity === 'error' ? '' : '(warning) '}${path}: ${reason}`,
  );

/** An instrument in English with these items, one a line from line 5 on. */
const withItems = (...items: readonly string[]): string =>
  ['instrument: x', 'version: 1', 'languages: [en]', 'items:', ...items.map((item) => `  - ${item}`)].join(
    '\n',
  );
const mood = '{id: mood, type: scale, min: 1, max: 7, text: {en: m}, anchors: {1: {en: l}, 7: {en: h}}}';
const item = (id: string, type: string, more = ''): string =>
  `{id: ${id}, type: ${type}, text: {en: t}${more}}`;
const shownIf = (condition: string, type = 'yesno'): string => item('last', type, `, showIf: '${condition}'`);

test('the example of the specification is taken', () => {
  const text = readFileSync(new URL('../../instruments/des-9.yaml', import.meta.url), 'utf8');
  expect(checkInstrument(text)).toMatchObject({ instrument: { instrument: 'des-9' }, faults: [] });
  const example = `
instrument: short-check
version: 1
languages: [ru, uk, en]
items:
  - {id: moment, type: text, validate: moment, maxLength: 2000, text: {ru: р, uk: у, en: e}}
  - group: scales
    order: random
    items:
      - {id: mood, type: scale, min: 1, max: 7, text: {ru: р, uk: у, en: e}, anchors: {1: {ru: р, uk: у, en: e}, 7: {ru: р, uk: у, en: e}}}
  - {id: company, type: text, validate: none, showIf: "mood <= 3 and answered(moment)", text: {ru: р, uk: у, en: e}}
`;
  expect(checkInstrument(example).faults).toEqual([]);
  expect(checkInstrument(example).instrument?.items).toHaveLength(3);
});

test('YAML and JSON, with and without lines, give the same instrument', () => {
  const fromJson = checkInstrument(JSON.stringify(everyType, null, '\t'));
  expect(fromJson).toEqual({ instrument: everyType, faults: [] });
  expect(checkInstrumentData(everyType)).toEqual(fromJson);
});

test('every fault is found at once, each with its line', () => {
  const text = `instrument: Bad Name
version: 0
languages: [en, uk, en]
spare: 1
items:
  - id: a
    type: scale
    min: 5
    max: 5
    text: {en: x}
    anchors: {}
  - {id: a, type: yesno, text: {en: x, uk: x}}
  - group: g
    order: sideways
    pick: 3
    items:
      - {id: c, type: text, text: {en: x, uk: x, ru: x}, maxLength: 20000}
      - {id: d, type: colour, text: {en: x, uk: x}}
  - {id: e, type: text, text: {en: x, uk: x}, colour: red, requird: true}
  - {type: info, text: {en: '', de: x, uk: x}}
`;
  expect(faultsOf(text)).toEqual([
    '1 instrument: "instrument" is not a-z, 0-9 and - with at most 64 characters',
    '2 version: "version" is 0, at least 1 is possible',
    '4 spare: "spare" is not known here',
    '8 items.0.min: min 5 is not below max 5',
    '12 items.1.id: the id "a" is used twice',
    '14 items.2.order: "order" is "sideways", which is not known',
    '17 items.2.items.0.maxLength: "maxLength" is 20000, at most 10000 is possible',
    '18 items.2.items.1.type: "type" is "colour", which is not known',
    '19 items.3.colour: "colour" is not known here',
    '19 items.3.requird: "requird" is not known here',
    '20 items.4.id: "id" is missing',
    '20 items.4.text.en: "en" is empty',
    '20 items.4.text.de: "de" is not known here',
  ]);
  for (const fault of checkInstrument(text).faults) expect(fault.advice).not.toBe('');
});

test('languages: missing ones are errors, unlisted ones warnings, in texts, anchors and options alike', () => {
  const text = `instrument: x
version: 1
languages: [en, uk, en]
items:
  - {id: a, type: text, text: {en: x}}
  - id: b
    type: scale
    min: 0
    max: 9
    text: {en: x, uk: x, ru: x}
    anchors:
      0: {en: x}
      9: {en: x, uk: x}
  - id: c
    type: choice
    text: {en: x, uk: x}
    options:
      - {id: one, text: {en: one, uk: x}}
      - {id: two, text: {uk: y}}
`;
  expect(faultsOf(text)).toEqual([
    '3 languages.2: en is listed twice',
    '5 items.0.text: uk is missing',
    '10 (warning) items.1.text.ru: ru is never shown',
    '12 items.1.anchors.0: uk is missing',
    '19 items.2.options.1.text: en is missing',
  ]);
});

test('scales, numbers, options, groups and ids are checked for sense', () => {
  expect(
    faultsOf(
      withItems(
        '{id: a, type: scale, min: 1, max: 7, text: {en: m}, anchors: {1: {en: l}, 8: {en: h}, 04: {en: x}}}',
        '{id: b, type: number, min: 3, max: 2, text: {en: x}}',
        '{id: c, type: number, min: 0.2, max: 0.8, integer: true, text: {en: x}}',
        "{id: d, type: choice, text: {en: x}, options: [{id: p, text: {en: Yes}}, {id: p, text: {en: 'yes '}}]}",
        '{id: wave, type: yesno, text: {en: x}}',
        '{id: f, type: info, required: true, text: {en: x}}',
        '{group: g, order: random, pick: 2, items: [{id: h, type: yesno, text: {en: x}}]}',
        '{group: g, order: fixed, items: [{id: i, type: yesno, text: {en: x}}]}',
      ),
    ),
  ).toEqual([
    '5 items.0.anchors: the anchor 7 is missing',
    '5 items.0.anchors.8: 8 is not on the scale 1–7',
    '6 items.1.min: min 3 is above max 2',
    '7 items.2.integer: there is no whole number from 0.2 to 0.8',
    '8 items.3.options.1.id: the option "p" exists already',
    '8 (warning) items.3.options.1.text.en: the label is that of option 1 too',
    '9 items.4.id: "wave" is a word of conditions',
    '10 (warning) items.5.required: an info asks nothing, so that required does nothing',
    '11 items.6.pick: pick 2 is more than the 1 items there',
    '12 items.7.group: the group "g" exists already',
  ]);
});

test.each([
  ['mood <', 'the end stands where a value is expected (character 7)'],
  ['later = 1', 'later comes later'],
  ['last', 'last is the item itself'],
  ['nowhere > 1', 'there is no item nowhere'],
  ['place = out', 'there is no item out'],
  ['place = "nowhere"', 'place has no option "nowhere"'],
  ['mood > 9', '9 is not on the scale mood'],
  ['mood = "3"', 'mood is a number and "3" is a text'],
  ['mood', 'mood is a number, no condition'],
  ['alone > true', 'alone > true: yes or no has no order'],
  ['place > "in"', 'place > "in": one option has no order'],
  ['words = "x"', 'words is free words and "x" is a text'],
  ['answered(note)', 'note is an info and never answered'],
  ['1 < 2', '1 < 2 compares two constants'],
  ['woke < "8:30"', '"8:30" is no time'],
  ['wave = 2', 'wave is the name of a wave and 2 is a number'],
  ['woke = wave', 'woke is a time and wave is the name of a wave'],
  ['mood < 3 and mood > 5', 'the item can never be shown'],
  ['alone and not alone', 'the item can never be shown'],
  ['beepNumber < 1', 'the item can never be shown'],
  ['answered(when_low) and mood > 3', 'the item can never be shown'],
  ['cups > 2 and cups < 3', 'the item can never be shown'],
  ['woke < "00:00"', 'the item can never be shown'],
  ['place = "in" and place = "out"', 'the item can never be shown'],
])('showIf %s: %s', (condition, reason) => {
  const text = withItems(
    ...[mood, item('words', 'text'), item('note', 'info'), item('alone', 'yesno'), item('woke', 'time')],
    item('place', 'choice', ', options: [{id: in, text: {en: i}}, {id: out, text: {en: o}}]'),
    item('when_low', 'yesno', ', showIf: "mood <= 3"'),
    ...[item('cups', 'number', ', integer: true'), shownIf(condition), item('later', 'yesno')],
  );
  const { faults, instrument } = checkInstrument(text);
  expect(faults).toMatchObject([{ line: 13, path: 'items.8.showIf', reason, severity: 'error' }]);
  expect(faults[0]?.advice).not.toBe('');
  expect(instrument).toBeNull();
});

test.each([
  ...[
    'mood <= 3',
    'not answered(words)',
    'alone or mood = 7',
    'woke >= "08:00" and woke < "08:01"',
    'place != "in"',
  ],
  ...[
    'drinks = "tea" and drinks != "milk"',
    'weight > 2 and weight < 2.5',
    'trainingDay = 0',
    'wave = "burst-2"',
  ],
  ...[
    'mood < energy and energy < 3',
    'not (mood < 3) and not (mood > 5)',
    'cups >= 3 and cups <= 3',
    'answered(low) and mood = 1',
  ],
])('showIf %s is taken', (condition) => {
  const two = ', options: [{id: tea, text: {en: i}}, {id: milk, text: {en: o}}, {id: in, text: {en: in}}]';
  const text = withItems(
    ...[
      mood,
      mood.replace('mood', 'energy'),
      item('words', 'text'),
      item('alone', 'yesno'),
      item('woke', 'time'),
    ],
    ...[item('place', 'choice', two), item('drinks', 'multi', two), item('weight', 'number')],
    ...[
      item('cups', 'number', ', integer: true'),
      item('low', 'yesno', ', showIf: "mood = 1"'),
      shownIf(condition),
    ],
  );
  expect(faultsOf(text)).toEqual([]);
});

test('items of one random group cannot depend on each other; on other groups they can', () => {
  const group = (order: string): string =>
    withItems(
      mood,
      `{group: g, order: ${order}, items: [${item('a', 'yesno')}, ${item('b', 'yesno', ', showIf: a')}]}`,
      item('c', 'yesno', ', showIf: a and mood > 1'),
    );
  expect(faultsOf(group('random'))).toEqual([
    '6 items.1.items.1.showIf: a may come later: both are in a group of random order',
  ]);
  expect(faultsOf(group('fixed'))).toEqual([]);
});

test('an item that cannot be read hides no other fault, and who names it is not blamed', () => {
  expect(
    faultsOf(withItems('{id: a, type: scale, text: {en: x}}', shownIf('a > 3'), item('last', 'yesno'))),
  ).toEqual([
    ...[
      '5 items.0.min: "min" is missing',
      '5 items.0.max: "max" is missing',
      '5 items.0.anchors: "anchors" is missing',
    ],
    '7 items.2.id: the id "last" is used twice',
  ]);
});

test('many items are warned of, too many refused', () => {
  const many = (count: number, type = 'yesno'): string =>
    withItems(...Array.from({ length: count }, (_, index) => item(`i${index}`, type)));
  expect(faultsOf(many(30))).toEqual([]);
  expect(faultsOf(many(31))).toEqual(['4 (warning) items: up to 31 questions in one survey']);
  expect(checkInstrument(many(31)).instrument).not.toBeNull();
  expect(faultsOf(many(61)).join()).toContain('61 items, at most 60 are possible');
  expect(faultsOf(many(21, 'text'))).toEqual([
    '4 items: texts may reach 42000 characters, at most 40000 are possible',
  ]);
  expect(faultsOf(withItems(item('a', 'info')))).toEqual(['4 items: nothing is asked']);
  const drawn = Array.from({ length: 40 }, (_, index) => item(`i${index}`, 'yesno')).join(', ');
  expect(faultsOf(withItems(`{group: g, order: random, pick: 5, items: [${drawn}]}`))).toEqual([]);
});

test('what is no YAML is reported with its line', () => {
  expect(faultsOf('a: 1\na: 2\n')).toEqual(['2 : Map keys must be unique']);
  expect(faultsOf('items: [\n  {id: a\n')[0]).toMatch(/^\d+ : /u);
  expect(faultsOf('a: !!js/function x')[0]).toContain('Unresolved tag');
  expect(faultsOf('a: 1\n---\nb: 2\n')[0]).toContain('multiple documents');
  expect(faultsOf('x'.repeat(300_000))[0]).toContain('300000 characters');
  expect(faultsOf('['.repeat(20_000)).length).toBeLessThanOrEqual(20);
  const bomb = Array.from(
    { length: 20 },
    (_, n) => `a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1}, *a${n - 1}`}]`,
  ).join('\n');
  expect(faultsOf(bomb)[0]).toContain('repeats itself');
  for (const text of ['', 'null', 'text', '[]', '{}', '3'])
    expect(checkInstrument(text).instrument).toBeNull();
});

test('aliases may be used within measure, and lines stand where they are used', () => {
  const text = `instrument: x
version: 1
languages: [en]
items:
  - {id: a, type: scale, min: 1, max: 7, text: {en: a}, anchors: &ends {1: {en: l}, 7: {en: h}}}
  - {id: b, type: scale, min: 1, max: 6, text: {en: b}, anchors: *ends}
`;
  expect(faultsOf(text)).toEqual([
    '5 items.1.anchors.7: 7 is not on the scale 1–6',
    '6 items.1.anchors: the anchor 6 is missing',
  ]);
});

test('no text and no change of a good instrument breaks the check; what passes is an instrument', () => {
  const good = JSON.stringify(everyType, null, 1);
  const change = fc
    .tuple(fc.nat(good.length), fc.nat(12), anyText)
    .map(([at, cut, words]) => good.slice(0, at) + words + good.slice(at + cut));
  let passed = 0;
  fc.assert(
    fc.property(fc.oneof(anyText, change), (text) => {
      const { instrument, faults } = checkInstrument(text);
      expect(instrument === null).toBe(faults.some((fault) => fault.severity === 'error'));
      for (const fault of faults) expect(fault.line).toBeGreaterThan(0);
      if (instrument === null) return;
      passed += 1;
      expect(checkInstrumentData(JSON.parse(JSON.stringify(instrument))).instrument).toEqual(instrument);
    }),
    { numRuns: 200 },
  );
  expect(passed).toBeGreaterThan(1);
});

test('no data break the check', () => {
  fc.assert(
    fc.property(
      fc.object({ key: fc.constantFrom('items', 'id', 'type', 'group', 'text', 'en', 'anchors', 'x') }),
      (data) => {
        expect(checkInstrumentData(data).faults.length).toBeGreaterThan(0);
        const items = {
          instrument: 'x',
          version: 1,
          languages: ['en'],
          items: [data, ...(everyType as Instrument).items],
        };
        expect(checkInstrumentData(items).faults.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 150 },
  );
});
