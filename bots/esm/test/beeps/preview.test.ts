import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beepRows, remindersOf, signalsOf } from '../support/beep-rows.ts';
import { openStudy } from '../support/open-study.ts';
import { World } from '../support/world.ts';

const minute = 60_000;
let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world, { id: 'demo', code: 'demo' });
});

afterAll(() => world?.close());

test('scenario 21: six beeps in 10 min, an expiry, a reminder; none exported', async () => {
  const person = world.person('previews');
  await person.join();
  const real = (await beepRows(world, person)).length;
  expect(await person.say('/preview')).toContain('beeps: 6');
  const started = world.now;
  await world.advanceUntil(() => signalsOf(person) === 1, 11 * minute);
  await person.press('Start');
  await person.finishSurvey();
  await world.advanceUntil(() => signalsOf(person) === 6, 11 * minute);
  expect(world.now - started).toBeLessThanOrEqual(10 * minute);
  await world.advance(2 * minute);
  expect(person.state.preview).toBeNull();
  expect(person.thread.shown.map(({ text }) => text)).toContain(person.part.previewOver);
  const rows = (await beepRows(world, person)).filter(({ preview }) => preview);
  expect(rows).toHaveLength(6);
  expect(rows.filter(({ status }) => status === 'completed')).toHaveLength(1);
  expect(rows.filter(({ status }) => status === 'expired').length).toBeGreaterThanOrEqual(4);
  expect(remindersOf(person)).toBeGreaterThan(0);
  for (const { status, sent, closed } of rows) {
    if (status === 'expired') expect((closed ?? 0) - (sent ?? 0)).toBeLessThanOrEqual(45_000);
  }
  expect(await person.say('/stats')).toContain('surveys completed altogether: 0');
  const { replies } = { replies: person.thread.shown };
  await person.say('/export');
  const file = replies.findLast(({ file: one }) => one?.mimeType === 'application/json')?.file;
  expect(JSON.parse(file?.content ?? '{"responses":[]}').responses).toEqual([]);
  await person.press(person.part.previewRemove);
  const left = await beepRows(world, person);
  expect(left).toHaveLength(real);
  expect(await world.rows('SELECT 1 FROM esm_responses UNION ALL SELECT 1 FROM esm_answers')).toEqual([]);
});

test('a preview takes 2 to 60 minutes, and a second one begins anew', async () => {
  const person = world.person('twice');
  await person.join();
  for (const wrong of ['1', '61', 'soon']) expect(await person.say(`/preview ${wrong}`)).toContain('2 to 60');
  await person.say('/preview 5');
  await world.advance(2 * minute);
  await person.press('Start');
  await person.say('/preview 2');
  expect(person.state.survey).toBeNull();
  expect((await beepRows(world, person)).filter(({ preview }) => preview)).toHaveLength(6);
  await world.advance(4 * minute);
  expect(person.state.preview).toBeNull();
  expect([...person.thread.timers.keys()].filter((key) => key.startsWith('beep:p'))).toEqual([]);
});

test('real signals go on beside a preview', async () => {
  const person = world.person('both');
  await person.join();
  const [first] = await beepRows(world, person);
  await world.advanceTo((first?.planned ?? 0) - 2 * minute);
  await person.say('/preview 10');
  await world.advanceTo((first?.planned ?? 0) + minute);
  const real = (await beepRows(world, person)).find(({ beep_id: id }) => id === first?.beep_id);
  expect(real?.status).toBe('sent');
  await person.pressCode(`b:start:${first?.beep_id}`);
  expect(person.state.survey?.beepId).toBe(first?.beep_id);
  await person.press(person.part.previewRemove);
  expect(person.state.survey?.beepId).toBe(first?.beep_id);
  await person.finishSurvey();
  const after = (await beepRows(world, person)).find(({ beep_id: id }) => id === first?.beep_id);
  expect(after?.status).toBe('completed');
});

test('outside of the demo there is no /preview for participants', async () => {
  await openStudy(world, { id: 'other', code: 'other-code' });
  const person = world.person('elsewhere');
  await person.join('Kyiv', 'other-code');
  expect(await person.say('/preview')).toContain('There is no command /preview');
});
