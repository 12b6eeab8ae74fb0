import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerRow, ExportUnit, UnitRow } from '../../src/export/export-unit.ts';
import { type ItemOutcome, itemOutcomes, optionValue, outcomeValue } from '../../src/export/item-outcome.ts';
import { columnsFor } from '../../src/export/load-frame.ts';
import { codeMeanings, meetsCodes } from '../../src/export/missing-codes.ts';
import { itemsOf } from '../../src/instrument/instrument.ts';
import { everyType } from '../fakes/every-type.ts';

const { items } = columnsFor([everyType], { texts: 'none' });
const ids = itemsOf(everyType).map(({ id }) => id);
const types = new Map(itemsOf(everyType).map((item) => [item.id, item]));

const row: UnitRow = {
  ...{
    conversation_id: '1',
    beep_id: 'b',
    planned_us: '0',
    schedule: 'day',
    kind: 'signal',
    status: 'completed',
  },
  ...{ wave: null, study_day: 1, local_date: '2026-11-21', number: 1, plan_version: 1, zone: 'UTC' },
  ...{
    is_training: false,
    reminded: 0,
    planned: 0,
    sent: 0,
    opened: 0,
    completed: 0,
    expired: null,
    closed: null,
  },
  ...{ response_id: 'r', response_status: 'completed', language: 'en', training_day: null },
  ...{ instrument: everyType.instrument, version: everyType.version, item_order: ids },
};

function answer(item_id: string, status: AnswerRow['status'], value: AnswerRow['value'] = null): AnswerRow {
  return {
    ...{ conversation_id: '1', response_id: 'r', item_id, status, value, attempts: 1, edits: 0 },
    ...{ characters: null, words: null, shown: 0, answered: 1000, probes: 0, flags: [] },
    ...{ first_validation: null, validation: null },
  };
}

function outcomesOf(answers: readonly AnswerRow[], change: Partial<UnitRow> = {}): readonly ItemOutcome[] {
  const unit: ExportUnit = {
    participant: {
      conversation_id: '1',
      pseudonym: 'A',
      language: 'en',
      excluded: false,
      consent_version: 1,
    },
    ...{ row: { ...row, ...change }, annotations: [] },
    answers: new Map(answers.map((one) => [one.item_id, one])),
  };
  return itemOutcomes(unit, items, () => null);
}

const statusOf = (outcomes: readonly ItemOutcome[]) =>
  Object.fromEntries(items.items.map(({ item }, place) => [item.id, outcomes[place]?.status]));

test('without a response every item is without one', () => {
  const outcomes = outcomesOf([], { instrument: null, version: null, item_order: null, response_id: null });
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['no_response']));
  expect(
    outcomes.flatMap((outcome, place) => {
      const item = items.items[place]?.item;
      return item === undefined ? [] : [outcomeValue(outcome, item)];
    }),
  ).toEqual(ids.map(() => -96));
});

test('an item behind the end was not reached; one passed over before it was not shown', () => {
  const [first = '', second = '', third = '', ...rest] = ids.filter((id) => types.get(id)?.type !== 'info');
  const order = [first, second, third, ...rest];
  const outcomes = statusOf(
    outcomesOf([answer(first, 'answered', 1), answer(third, 'shown')], {
      ...{ response_status: 'partial', item_order: order },
    }),
  );
  expect([outcomes[first], outcomes[second], outcomes[third]]).toEqual([
    'answered',
    'not_shown',
    'no_response',
  ]);
  for (const id of rest) expect(outcomes[id], id).toBe('not_reached');
});

const given = fc.record({
  order: fc.shuffledSubarray(ids, { minLength: 1 }),
  completed: fc.boolean(),
  answered: fc.array(fc.constantFrom('answered', 'skipped', 'none', 'shown'), {
    minLength: ids.length,
    maxLength: ids.length,
  }),
});

test('every item of every response has exactly one status, and a code stands exactly where no value is', () => {
  fc.assert(
    fc.property(given, ({ order, completed, answered }) => {
      const answers = order.flatMap((id, index) => {
        const status = answered[index];
        if (status === 'none' || status === undefined) return [];
        return [answer(id, status as AnswerRow['status'], valueFor(id))];
      });
      const outcomes = outcomesOf(answers, {
        item_order: order,
        response_status: completed ? 'completed' : 'partial',
      });
      expect(outcomes).toHaveLength(items.items.length);
      for (const [place, outcome] of outcomes.entries()) {
        const item = items.items[place]?.item;
        if (item === undefined) throw new Error('there is an outcome for each item');
        const value = outcomeValue(outcome, item);
        const code = codeMeanings.find(({ status }) => status === outcome.status)?.code;
        if (code !== undefined) expect(value, item.id).toBe(code);
        else if (item.type === 'info') expect(value).toBeNull();
        else expect(value ?? Number.NaN, item.id).toBeGreaterThanOrEqual(0);
        expect(order.includes(item.id) ? outcome.place : null).toBe(outcome.place);
        if (!order.includes(item.id)) expect(outcome.status).toBe('not_shown');
        if (outcome.status === 'not_reached') expect(completed).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

function valueFor(id: string): AnswerRow['value'] {
  const item = types.get(id);
  switch (item?.type) {
    case 'scale':
      return item.max;
    case 'number':
      return Math.max(0, item.min ?? 0);
    case 'choice':
      return item.options[0]?.id ?? null;
    case 'multi':
      return item.options.map((option) => option.id);
    case 'time':
      return '23:59';
    case 'yesno':
      return false;
    default:
      return null;
  }
}

test('values become numbers: options by place, times as minutes, yes and no', () => {
  const value = (id: string, given: AnswerRow['value']) => {
    const place = items.items.findIndex(({ item }) => item.id === id);
    const outcome = outcomesOf([answer(id, 'answered', given)], { item_order: [id] })[place];
    const item = types.get(id);
    if (outcome === undefined || item === undefined) throw new Error(`there is no ${id}`);
    return { value: outcomeValue(outcome, item), outcome };
  };
  for (const item of itemsOf(everyType)) {
    if (item.type === 'choice') {
      for (const [index, option] of item.options.entries())
        expect(value(item.id, option.id).value).toBe(index + 1);
    }
    if (item.type === 'multi') {
      const [ticked, other] = item.options;
      const { value: count, outcome } = value(item.id, [ticked?.id ?? '']);
      expect([count, optionValue(outcome, ticked?.id ?? ''), optionValue(outcome, other?.id ?? '')]).toEqual([
        1, 1, 0,
      ]);
    }
    if (item.type === 'time')
      expect([value(item.id, '00:00').value, value(item.id, '23:59').value]).toEqual([0, 1439]);
    if (item.type === 'yesno')
      expect([value(item.id, true).value, value(item.id, false).value]).toEqual([1, 0]);
  }
});

test('ranges that reach the codes are known', () => {
  expect([
    meetsCodes(1, 7),
    meetsCodes(0, undefined),
    meetsCodes(undefined, 10),
    meetsCodes(-1000, -100),
  ]).toEqual([...[false, false, true, false]]);
  expect([
    meetsCodes(-100, 0),
    meetsCodes(-96, 0),
    meetsCodes(-95, 0),
    meetsCodes(undefined, undefined),
  ]).toEqual([...[true, true, false, true]]);
});
