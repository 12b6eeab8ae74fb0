import { expect, test } from 'vitest';
import { createEsm, des9 } from '../src/index.ts';
import type { Instrument } from '../src/instrument/instrument.ts';
import type { StoredAnswer, StoredResponse } from '../src/postgres/select-responses.ts';
import { exportRows, missingCodes } from '../src/privacy/export-rows.ts';
import { Dialogue } from './fakes/dialogue.ts';
import { everyType } from './fakes/every-type.ts';
import { beginDialogue } from './fakes/script.ts';

const conditional: Instrument = {
  ...{ instrument: 'conditional', version: 1, languages: ['en'] },
  items: [
    {
      ...{ id: 'mood', type: 'scale', min: 1, max: 7, text: { en: 'Mood?' } },
      anchors: { 1: { en: 'low' }, 7: { en: 'high' } },
    },
    { id: 'why', type: 'text', text: { en: 'Why low?' }, showIf: 'mood <= 3' },
    { id: 'end', type: 'yesno', text: { en: 'End?' } },
  ],
};

test('every type is asked, pressed or typed, and parsed', async () => {
  const dialogue = await beginDialogue('en', 'survey', createEsm([des9, everyType]), everyType);
  expect(dialogue.shown.at(-1)?.text).toContain('Some words before.');
  expect(dialogue.shown.at(-1)?.text).toContain('1/7. Where?');
  await dialogue.say('third', { press: 'outside' });
  await dialogue.say('2,5', 'x', '7');
  await dialogue.say('25:00', '8:05');
  await dialogue.say('maybe', 'Yes');
  await dialogue.say({ press: 'tea' }, { press: 'milk' }, { press: '✓ tea' }, { press: 'Done' });
  await dialogue.say('/skip', { press: '-1' });
  await dialogue.say('100', '15');
  const values = Object.fromEntries(dialogue.tables.answered().map((row) => [row.itemId, row.value]));
  expect(values).toEqual({
    ...{ place: 'out', cups: 7, woke: '08:05', alone: true, drinks: ['milk'], balance: -1, wide: 15 },
  });
  expect([...dialogue.tables.answers.values()].filter((row) => row.status === 'shown')).toHaveLength(2);
  expect([...dialogue.tables.responses.values()][0]?.status).toBe('completed');
});

test('typed choices: number, label, list; a required item cannot be skipped', async () => {
  const dialogue = await beginDialogue('en', 'survey', createEsm([everyType]), everyType);
  expect(Dialogue.textOf(await dialogue.say('3'))).toContain('choose one of the answers');
  await dialogue.say('2');
  expect(Dialogue.textOf(await dialogue.say('11'))).toContain('not above 10');
  await dialogue.say('0', '/skip', 'no');
  await dialogue.say('1, 2');
  expect(Dialogue.textOf(await dialogue.say('/skip'))).toContain('cannot be skipped');
  const values = dialogue.tables.answered().map((row) => row.value);
  expect(values).toEqual(['out', 0, false, ['tea', 'milk']]);
});

test('/back passes over infos and shows ticks given before', async () => {
  const dialogue = await beginDialogue('en', 'survey', createEsm([everyType]), everyType);
  expect(Dialogue.textOf(await dialogue.say('/back'))).toContain('first question');
  await dialogue.say('1', '3', '08:00', 'yes', { press: 'tea' }, { press: 'Done' });
  const back = await dialogue.say('/back');
  expect(back.replies[0]?.buttons?.[0]?.[0]?.label).toBe('✓ tea');
});

test('an open survey continues in the version it began with', async () => {
  const before = await beginDialogue('en', 'survey', createEsm([des9]));
  await before.say('a cup');
  const stored = before.state;
  const later = createEsm([des9, everyType]);
  expect(later.parseState(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  expect(() => createEsm([everyType]).parseState({ version: 3 })).toThrow(/not readable/);
});

test('an item is shown only while its condition holds; passed-over items are exported as not shown', async () => {
  const bot = createEsm([conditional]);
  const dialogue = await beginDialogue('en', 'survey', bot, conditional);
  expect(Dialogue.textOf(await dialogue.say('7'))).toContain('End?');
  expect(Dialogue.textOf(await dialogue.say('/back'))).toContain('Mood?');
  // A changed answer changes what follows.
  expect(Dialogue.textOf(await dialogue.say('2'))).toContain('Why low?');
  await dialogue.say('rain', 'no');
  expect(
    dialogue.tables
      .answered()
      .map((row) => row.itemId)
      .sort(),
  ).toEqual(['end', 'mood', 'why']);
  expect([...dialogue.tables.responses.values()][0]?.status).toBe('completed');

  const row = (item: string): StoredAnswer =>
    ({ item, status: 'answered', value: 7, first_text: '7', final_text: '7' }) as StoredAnswer;
  const exported = (status: string, answers: readonly StoredAnswer[]): readonly unknown[] =>
    exportRows({ status, item_order: ['mood', 'why', 'end'], answers } as unknown as StoredResponse).map(
      ({ item_status, value }) => [item_status, value],
    );
  expect(exported('completed', [row('mood'), row('end')])[1]).toEqual(['not_shown', missingCodes.notShown]);
  expect(exported('partial', [row('mood'), row('end')])[1]).toEqual(['not_shown', missingCodes.notShown]);
  expect(exported('partial', [row('mood')]).slice(1)).toEqual([
    ['not_reached', missingCodes.notReached],
    ['not_reached', missingCodes.notReached],
  ]);
});

test('a bot is not made of an instrument with faults', () => {
  const broken: Instrument = {
    ...conditional,
    items: [{ id: 'a', type: 'yesno', text: { en: 'x' }, showIf: 'b' }],
  };
  expect(() => createEsm([des9, broken])).toThrow(/there is no item b/);
});

test('a number in words is asked again in digits and the digits are named', async () => {
  const dialogue = await beginDialogue('en', 'survey', createEsm([conditional]), conditional);
  expect(Dialogue.textOf(await dialogue.say('seven'))).toContain('If 7 is meant');
  expect(Dialogue.textOf(await dialogue.say('twelve'))).toContain('runs from 1 to 7');
  expect(dialogue.tables.answered()).toEqual([]);
});
