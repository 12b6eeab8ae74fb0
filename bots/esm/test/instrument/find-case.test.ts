import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Condition } from '../../src/instrument/condition/condition.ts';
import { holds } from '../../src/instrument/condition/evaluate-condition.ts';
import { type ConditionalItem, findCase } from '../../src/instrument/condition/find-case.ts';
import { parseCondition } from '../../src/instrument/condition/parse-condition.ts';
import type { AnswerValue, Item } from '../../src/instrument/instrument.ts';

const read = (source: string): Condition => {
  const parsed = parseCondition(source);
  if (!parsed.ok) throw new Error(parsed.fault.reason);
  return parsed.condition;
};
const cups: Item = { id: 'cups', type: 'number', integer: true, min: 0, max: 12, text: {} };
const mood: Item = { id: 'mood', type: 'scale', min: 1, max: 4, text: {}, anchors: {} };
const alone: Item = { id: 'alone', type: 'yesno', text: {} };

const comparison = fc
  .tuple(
    fc.constantFrom('mood', 'cups'),
    fc.constantFrom('<', '<=', '>', '>=', '=', '!='),
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
  )
  .map(([name, sign, value, negated]) => `${negated ? 'not ' : ''}${name} ${sign} ${value}`);
const part = fc.oneof(
  comparison,
  fc.constantFrom('alone', 'not alone', 'answered(alone)', 'not answered(cups)'),
);
const source = fc
  .array(fc.tuple(part, fc.constantFrom('and', 'and', 'or')), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map(([one, joint], index) => (index === 0 ? one : `${joint} ${one}`)).join(' '));

test('the search finds a case exactly where trying every answer does', () => {
  const found = { none: 0, found: 0, unknown: 0 };
  fc.assert(
    fc.property(source, source, (wanted, gate) => {
      // `alone` is shown only under `gate`, which may name the others.
      const gateCondition = read(gate.replaceAll('not alone', 'mood = 1').replaceAll('alone', 'cups'));
      fc.pre(!gate.includes('alone'));
      const items = new Map<string, ConditionalItem>([
        ['mood', { item: mood, condition: null }],
        ['cups', { item: cups, condition: null }],
        ['alone', { item: alone, condition: gateCondition }],
      ]);
      const condition = read(wanted);
      let isPossible = false;
      for (const moodValue of [undefined, 1, 2, 3, 4]) {
        for (const cupsValue of [undefined, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
          for (const aloneValue of [undefined, true, false]) {
            const pairs = [
              ['mood', moodValue],
              ['cups', cupsValue],
              ['alone', aloneValue],
            ] as const;
            const answers = new Map<string, AnswerValue>();
            for (const [name, value] of pairs) if (value !== undefined) answers.set(name, value);
            const context = { answers, trainingDay: 0, beepNumber: null, wave: null };
            if (aloneValue !== undefined && !holds(gateCondition, context)) continue;
            isPossible ||= holds(condition, context);
          }
        }
      }
      const result = findCase(condition, (id) => items.get(id));
      found[result] += 1;
      expect(result).toBe(isPossible ? 'found' : 'none');
    }),
    { numRuns: 400 },
  );
  expect(found.none).toBeGreaterThan(10);
  expect(found.found).toBeGreaterThan(50);
});

test('what is too much to try is unknown, not impossible', () => {
  const wide = (id: string): Item => ({ id, type: 'scale', min: 0, max: 100, text: {}, anchors: {} });
  const itemOf = (id: string): ConditionalItem => ({ item: wide(id), condition: null });
  expect(findCase(read('a < b and b < c and c < a'), itemOf)).toBe('unknown');
  const open = (id: string): ConditionalItem => ({ item: { id, type: 'number', text: {} }, condition: null });
  expect(findCase(read('a < b and b < a'), open)).toBe('unknown');
});
