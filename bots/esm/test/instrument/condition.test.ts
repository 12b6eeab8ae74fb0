import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition, Operand, Operator } from '../../src/instrument/condition/condition.ts';
import { namesIn } from '../../src/instrument/condition/condition.ts';
import { type ConditionContext, holds } from '../../src/instrument/condition/evaluate-condition.ts';
import {
  deepestNesting,
  longestCondition,
  parseCondition,
} from '../../src/instrument/condition/parse-condition.ts';
import { printCondition } from '../../src/instrument/condition/print-condition.ts';
import type { AnswerValue } from '../../src/instrument/instrument.ts';
import { anyText } from '../fakes/any-text.ts';

function read(source: string): Condition {
  const parsed = parseCondition(source);
  if (!parsed.ok) throw new Error(`${source}: ${parsed.fault.reason} at ${parsed.fault.at}`);
  return parsed.condition;
}

function contextOf(
  values: Record<string, AnswerValue>,
  change: Partial<ConditionContext> = {},
): ConditionContext {
  return {
    answers: new Map(Object.entries(values)),
    trainingDay: 0,
    beepNumber: null,
    wave: null,
    ...change,
  };
}

const isTrue = (
  source: string,
  values: Record<string, AnswerValue> = {},
  change: Partial<ConditionContext> = {},
): boolean => holds(read(source), contextOf(values, change));

const name = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
  .filter((word) => !['and', 'or', 'not', 'answered', 'true', 'false'].includes(word));
const operand: fc.Arbitrary<Operand> = fc.oneof(
  name.map((value): Operand => ({ kind: 'name', name: value })),
  fc
    .oneof(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: -9999, max: 9999 }).map((n) => n / 100),
    )
    .map((value): Operand => ({ kind: 'number', value: value + 0 })),
  fc.stringMatching(/^[^"\n]{0,12}$/).map((value): Operand => ({ kind: 'text', value })),
  fc.stringMatching(/^[^'\n]{0,12}$/).map((value): Operand => ({ kind: 'text', value })),
  fc.boolean().map((value): Operand => ({ kind: 'boolean', value })),
);
const operator = fc.constantFrom<Operator>('<', '<=', '>', '>=', '=', '!=');
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant('compare' as const), operator, left: operand, right: operand }),
    fc.record({ kind: fc.constant('answered' as const), item: name }),
    fc.record({ kind: fc.constant('truth' as const), value: operand }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('condition'),
      right: tie('condition'),
    }),
  ),
}));

test('what is printed is read back as the same condition', () => {
  let nested = 0;
  fc.assert(
    fc.property(condition, (one) => {
      const printed = printCondition(one);
      fc.pre(printed.length <= longestCondition);
      if (printed.includes('(')) nested += 1;
      expect(read(printed)).toEqual(one);
      expect(printCondition(read(printed))).toBe(printed);
    }),
    { numRuns: 1000 },
  );
  expect(nested).toBeGreaterThan(100);
});

test('or binds least, then and, then not; parentheses group; chains go from the left', () => {
  const same = (one: string, other: string): void => expect(read(one)).toEqual(read(other));
  same('a or b and c', 'a or (b and c)');
  same('not a and b', '(not a) and b');
  same('not a = 1 or b', '(not (a = 1)) or b');
  same('a or b or c', '(a or b) or c');
  same('a and b and c', '(a and b) and c');
  expect(read('a or (b or c)')).not.toEqual(read('a or b or c'));
  same('not not a', 'not (not a)');
  expect(printCondition(read('((a)) or ((b and (c or d)))'))).toBe('a or b and (c or d)');
  // All eight cases decide between the two readings.
  for (const bits of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const [a, b, c] = [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0];
    expect(isTrue('a or b and c', { a, b, c })).toBe(a || (b && c));
    expect(isTrue('(a or b) and c', { a, b, c })).toBe((a || b) && c);
    expect(isTrue('not a or b', { a, b, c })).toBe(!a || b);
    expect(isTrue('not (a or b) and not c', { a, b, c })).toBe(!(a || b) && !c);
  }
});

test.each([
  ['mood <= 3 and answered(moment)', { mood: 3, moment: null }, true],
  ['mood <= 3 and answered(moment)', { mood: 3 }, false],
  ['mood <= 3 and answered(moment)', { mood: 4, moment: null }, false],
  ['mood = 3', { mood: 3 }, true],
  ['mood == 3', { mood: 3 }, true],
  ['mood != 3', { mood: 3 }, false],
  ['mood > -2.5', { mood: -2 }, true],
  ['place = "out"', { place: 'out' }, true],
  ["place != 'out'", { place: 'in' }, true],
  ['drinks = "tea"', { drinks: ['milk', 'tea'] }, true],
  ['drinks = "tea"', { drinks: [] }, false],
  ['drinks != "tea"', { drinks: ['milk'] }, true],
  ['"tea" = drinks', { drinks: ['tea'] }, true],
  ['alone', { alone: true }, true],
  ['not alone', { alone: false }, true],
  ['alone = false', { alone: false }, true],
  ['woke < "08:30"', { woke: '08:05' }, true],
  ['woke < "08:30"', { woke: '10:00' }, false],
  ['mood <= energy', { mood: 2, energy: 2 }, true],
  ['mood = "3"', { mood: 3 }, false],
] as const)('%s with %o is %s', (source, values, expected) => {
  expect(isTrue(source, values as Record<string, AnswerValue>)).toBe(expected);
});

test('a comparison with something missing does not hold, whichever way; not turns it around', () => {
  for (const sign of ['<', '<=', '>', '>=', '=', '!=']) {
    expect(isTrue(`mood ${sign} 3`)).toBe(false);
    expect(isTrue(`not mood ${sign} 3`)).toBe(true);
    expect(isTrue(`beepNumber ${sign} 3`)).toBe(false);
  }
  expect(isTrue('alone')).toBe(false);
  expect(isTrue('answered(moment)')).toBe(false);
});

test('facts of the beep can be named', () => {
  expect(isTrue('trainingDay = 0')).toBe(true);
  expect(isTrue('trainingDay >= 2', {}, { trainingDay: 3 })).toBe(true);
  expect(isTrue('beepNumber = 1', {}, { beepNumber: 1 })).toBe(true);
  expect(isTrue('wave = "burst-2"', {}, { wave: 'burst-2' })).toBe(true);
  expect(namesIn(read('wave = "x" and mood > 1 or answered(moment) and mood < 9'))).toEqual([
    'wave',
    'mood',
    'moment',
  ]);
});

test.each([
  ['', 1, 'the end'],
  ['mood >', 7, 'the end'],
  ['mood > > 3', 8, '">"'],
  ['1 < mood < 3', 10, 'second time'],
  ['mood 3', 6, '"3"'],
  ['(mood > 3', 10, ') is expected'],
  ['mood > 3)', 9, '")"'],
  ['answered moment', 10, '( is expected'],
  ['answered(3)', 10, 'id is expected'],
  ['mood && alone', 6, '"&"'],
  ['mood ≤ 3', 6, '"≤"'],
  ['place = "out', 9, '"""'],
  ['place = «out»', 9, '"«"'],
  ['настрій > 3', 1, '"н"'],
  ['mood > 3; drop()', 9, '";"'],
  ['mood > 1e9', 8, '"1"'],
  ['mood.constructor = 1', 5, '"."'],
  ['a[0]', 2, '"["'],
] as const)('%s is refused at character %i: %s', (source, at, reason) => {
  const parsed = parseCondition(source);
  expect(parsed.ok).toBe(false);
  if (parsed.ok) return;
  expect(parsed.fault.at).toBe(at);
  expect(parsed.fault.reason).toContain(reason);
  expect(parsed.fault.advice).not.toBe('');
});

test('length and nesting are limited', () => {
  const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
  expect(parseCondition(nested(deepestNesting)).ok).toBe(true);
  expect(parseCondition(nested(deepestNesting + 1)).ok).toBe(false);
  expect(parseCondition(`${'not '.repeat(200)}a`).ok).toBe(false);
  expect(parseCondition(`a${' or a'.repeat(199)}`).ok).toBe(true);
  expect(parseCondition(' '.repeat(longestCondition + 1)).ok).toBe(false);
});

test('no text breaks the reader, and what it reads can be evaluated', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'and',
        'or',
        'not',
        'answered',
        '(',
        ')',
        '<',
        '<=',
        '=',
        '!=',
        'mood',
        '3',
        '-1.5',
        '"x"',
        "'y'",
        'true',
        'wave',
      ),
      anyText,
    ),
    { maxLength: 12 },
  );
  let readable = 0;
  fc.assert(
    fc.property(pieces, (words) => {
      const parsed = parseCondition(words.join(' '));
      if (!parsed.ok) {
        expect(parsed.fault.at).toBeGreaterThan(0);
        return;
      }
      readable += 1;
      expect(typeof holds(parsed.condition, contextOf({ mood: 3 }))).toBe('boolean');
    }),
    { numRuns: 3000 },
  );
  expect(readable).toBeGreaterThan(20);
});

test('names of every object are names like others', () => {
  for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const parsed = parseCondition(`${word} = 1`);
    if (parsed.ok) expect(holds(parsed.condition, contextOf({}))).toBe(false);
  }
});
