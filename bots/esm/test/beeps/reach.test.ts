import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beepRows, signalsOf } from '../support/beep-rows.ts';
import { openStudy } from '../support/open-study.ts';
import { World } from '../support/world.ts';

const hour = 3_600_000;
let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world);
});

afterAll(() => world?.close());

test('scenario 19: blocked three times makes unreachable, rows grow no more, and a message resumes', async () => {
  const person = world.person('blocks');
  await person.join('Kyiv', 'study-code');
  person.thread.isBlocked = true;
  await world.advance(24 * hour);
  expect(person.state.participation?.status).toBe('unreachable');
  const rows = await beepRows(world, person);
  expect(rows.filter(({ status }) => status === 'failed')).toHaveLength(3);
  expect(rows.filter(({ status }) => status === 'planned')).toEqual([]);
  expect(rows.filter(({ cancelled_for: reason }) => reason === 'unreachable').length).toBeGreaterThan(0);
  await world.advance(3 * 24 * hour);
  expect(await beepRows(world, person)).toHaveLength(rows.length);
  expect(person.thread.timers.size).toBe(0);
  person.thread.isBlocked = false;
  await person.say('I am back');
  expect(person.state.participation).toMatchObject({ status: 'training', refusals: 0 });
  const [stored] = await world.rows<{ status: string }>('SELECT status FROM esm_participants');
  expect(stored?.status).toBe('training');
  const before = signalsOf(person);
  await world.advance(24 * hour);
  expect(signalsOf(person)).toBeGreaterThan(before);
});

test('refusals that are not running do not make unreachable', async () => {
  const person = world.person('sometimes');
  await person.join('Kyiv', 'study-code');
  for (let round = 0; round < 4; round += 1) {
    person.thread.isBlocked = true;
    const failed = async (): Promise<number> =>
      (await beepRows(world, person)).filter(({ status }) => status === 'failed').length;
    const before = await failed();
    while ((await failed()) === before) await world.advance(hour / 2);
    person.thread.isBlocked = false;
    const signals = signalsOf(person);
    await world.advanceUntil(() => signalsOf(person) > signals, 24 * hour);
    await world.advance(hour);
  }
  expect(person.state.participation?.status).toBe('training');
});
