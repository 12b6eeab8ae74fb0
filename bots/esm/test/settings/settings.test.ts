import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { protocolSchema } from '../../src/schedule/protocol-schema.ts';
import { texts } from '../../src/texts/texts.ts';
import { beepRows, signalsOf } from '../support/beep-rows.ts';
import { addVersion, moveStudy, openStudy, usualProtocol } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

const hour = 3_600_000;
const day = 24 * hour;
let world: World;
let person: Person;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  // 08:00 in Kyiv.
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world);
  person = world.person('settles');
  await person.join('Kyiv', 'study-code');
});

afterAll(() => world?.close());

test('scenario 3: end 24:70, then 8:00 with start 21:00: refused with reason and example; 22:15 works from tomorrow', async () => {
  await person.say('/settings');
  await person.press('Hours');
  expect(await person.say('21:00')).toContain('21:00');
  expect(await person.say('24:70')).toMatch(/no such time.*22:15/);
  const refused = await person.say('8:00');
  expect(refused).toContain('The end 08:00 is before the start 21:00');
  expect(refused).toContain('22:15');
  const before = await beepRows(world, person);
  expect(await person.say('22:15')).toContain(person.part.settingsFromTomorrow);
  expect(person.state.dialog).toBeNull();
  expect(person.state.participation?.settings?.hours).toEqual({ start: '21:00', end: '22:15' });
  const after = await beepRows(world, person);
  const today = after.filter(({ date }) => date === '2026-11-23');
  expect(today.map(({ status }) => status)).toEqual(today.map(() => 'cancelled'));
  expect(today.map(({ planned }) => planned)).toEqual(
    before.filter(({ date }) => date === '2026-11-23').map(({ planned }) => planned),
  );
  const tomorrow = after.filter(({ date }) => date === '2026-11-24');
  expect(tomorrow).toHaveLength(6);
  for (const { planned } of tomorrow) {
    expect(planned).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 24, 19, 0));
    expect(planned).toBeLessThan(Date.UTC(2026, 10, 24, 20, 15));
  }
  await world.advance(2 * day);
  const sent = (await beepRows(world, person)).filter((row) => row.sent !== null);
  expect(sent.every(({ date }) => date > '2026-11-23')).toBe(true);
});

test('today keeps what fits into new hours, and a number of signals holds from tomorrow', async () => {
  await world.advance(3 * hour);
  const before = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-23');
  expect(await person.say('/settings hours 9-15')).toContain('09:00–15:00');
  expect(await person.say('/settings count 3')).toContain('Beeps a day: 3');
  const end = Date.UTC(2026, 10, 23, 13);
  const after = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-23');
  for (const [index, row] of after.entries()) {
    expect(row.planned).toBe(before[index]?.planned);
    if (row.planned >= end) expect(row.status).toBe('cancelled');
    else expect(row.status).toBe(before[index]?.status);
  }
  const tomorrow = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-24');
  expect(tomorrow).toHaveLength(3);
});

test('a flight west: today keeps its instants inside the new window, no date is planned twice', async () => {
  await world.advance(6 * hour);
  expect(await person.say('/settings zone New York')).toContain('America/New_York');
  await world.advance(3 * day);
  const rows = await beepRows(world, person);
  const keys = rows.map((row) => `${row.date} ${row.number}`);
  expect(new Set(keys).size).toBe(keys.length);
  const later = rows.filter(({ date }) => date === '2026-11-25');
  expect(later).toHaveLength(6);
  for (const { planned } of later) {
    // New York is five hours behind.
    const clock = new Date(planned - 5 * hour).getUTCHours();
    expect(clock).toBeGreaterThanOrEqual(9);
    expect(clock).toBeLessThan(21);
  }
});

test('settings that the protocol does not allow are refused', async () => {
  await openStudy(world, {
    ...{ id: 'strict', code: 'strict-code' },
    protocol: { ...usualProtocol, choices: { hours: false, count: false, quietHours: false } },
  });
  const other = world.person('strict');
  await other.join('Kyiv', 'strict-code');
  expect(other.state.dialog).toBeNull();
  for (const command of ['/settings hours 9-15', '/settings count 3', '/settings quiet 13-14']) {
    expect(await other.say(command)).toContain('only the researcher');
  }
  await other.say('/settings');
  expect(() => other.codeOf('Hours')).toThrow();
  expect(other.codeOf('Time zone')).toBe('s:zone');
});

test('bad values are refused with an example and change nothing', async () => {
  const before = JSON.stringify(person.state.participation?.settings);
  expect(await person.say('/settings count 11')).toContain('1 to 10');
  expect(await person.say('/settings count many')).toContain('1 to 10');
  expect(await person.say('/settings hours 9')).toContain('/settings hours 9:00–21:00');
  expect(await person.say('/settings hours soon-later')).toContain('22:15');
  expect(await person.say('/settings zone Mordor')).toContain('not on the list');
  expect(await person.say('/settings hours 10:00-10:04')).toContain('too short');
  expect(JSON.stringify(person.state.participation?.settings)).toBe(before);
  for (const quiet of ['12-13', '15-16', '18-19']) await person.say(`/settings quiet ${quiet}`);
  expect(await person.say('/settings quiet 20-20:30')).toContain('three quiet periods');
  expect(person.state.participation?.settings?.quietHours).toHaveLength(3);
  expect(await person.say('/settings quiet off')).toContain('Quiet hours: none');
});

test('no signal and no reminder falls into quiet hours', async () => {
  await person.say('/settings quiet 12:00-16:00');
  await world.advance(3 * day);
  const rows = (await beepRows(world, person)).filter(
    ({ sent, date }) => sent !== null && date > '2026-11-23',
  );
  expect(rows.length).toBeGreaterThan(6);
  for (const { sent } of rows) {
    const hours = new Date((sent ?? 0) + 2 * hour).getUTCHours();
    expect(hours < 12 || hours >= 16).toBe(true);
  }
});

test('a typed answer of the settings is no answer of the survey, and the question comes back', async () => {
  await person.say('/survey');
  await person.say('/settings');
  expect(await person.press('Beeps a day')).toContain(person.part.askCount);
  const said = await person.say('4');
  expect(said).toContain('Beeps a day: 4');
  expect(said).toContain('1/9');
  expect(await world.rows('SELECT 1 FROM esm_answers')).toEqual([]);
  await person.say('/settings');
  await person.press('Hours');
  expect(await person.press('Leave as it is')).toContain(person.part.nothingChanged);
  await person.say('/settings');
  await person.press('Hours');
  await person.say('/help');
  expect(person.state.dialog).toBeNull();
});

test('formal and informal address', async () => {
  const speaker = world.person('na-ty', 'ru');
  await speaker.join('Киев', 'study-code');
  expect(await speaker.say('/start')).toContain(texts.ru.alreadyIn);
  expect(await speaker.say('/settings ты')).toContain('на «ты»');
  expect(await speaker.say('/start')).toContain('Ты уже участвуешь');
  expect(await speaker.say('/settings вы')).toContain('на «вы»');
  expect(await world.rows('SELECT address_form FROM esm_participants WHERE language = $1', 'ru')).toEqual([
    { address_form: 'formal' },
  ]);
});

test('/pause stops signals for days and ends by itself; what fell into it stays cancelled', async () => {
  expect(await person.say('/pause')).toContain(person.part.askPause);
  expect(await person.say('15')).toContain('1 to 14 days');
  expect(await person.press('3')).toContain('26 November');
  const started = world.now;
  expect(person.state.participation?.status).toBe('paused');
  const before = signalsOf(person);
  await world.advance(3 * day - hour);
  expect(signalsOf(person)).toBe(before);
  await world.advance(2 * hour);
  expect(person.thread.shown.map(({ text }) => text)).toContain(person.part.pauseOver);
  await world.advance(day);
  expect(signalsOf(person)).toBeGreaterThan(before);
  const rows = await beepRows(world, person);
  for (const row of rows.filter(({ planned }) => planned < started + 3 * day)) {
    expect(row).toMatchObject({ status: 'cancelled', cancelled_for: 'pause' });
  }
});

test('/resume takes up what is still to come, at its instants; pauses never last longer than 14 days', async () => {
  const planned = (await beepRows(world, person)).map(({ beep_id: id, planned: at }) => [id, at]);
  await person.say('/pause 2');
  await world.advance(2 * hour);
  expect(await person.say('/resume')).toContain(person.part.resumed);
  const rows = await beepRows(world, person);
  expect(rows.map(({ beep_id: id, planned: at }) => [id, at])).toEqual(planned);
  for (const { planned: at, status } of rows) expect(status).toBe(at > world.now ? 'planned' : 'cancelled');
  await world.advance(12 * hour);
  const today = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-23');
  expect(today.filter(({ status }) => status === 'expired').length).toBeGreaterThan(3);
  expect(await person.say('/resume')).toContain(person.part.notPaused);
  await person.say('/pause 14');
  await world.advance(10 * day);
  await person.say('/pause 14');
  const { pause } = person.state.participation ?? {};
  expect((pause?.until ?? 0) - (pause?.since ?? 0)).toBe(14 * day);
});

test('hours changed in a pause hold after it', async () => {
  await person.say('/pause 2');
  await person.say('/settings hours 18-20');
  await world.advance(30 * hour);
  await person.say('/resume');
  await world.advance(day);
  const sent = (await beepRows(world, person)).filter((row) => row.sent !== null);
  expect(sent.length).toBeGreaterThan(0);
  for (const row of sent) {
    const hours = new Date((row.sent ?? 0) + 2 * hour).getUTCHours();
    expect(hours).toBeGreaterThanOrEqual(18);
    expect(hours).toBeLessThan(20);
  }
});

test('a frozen study sends nothing and goes on when it is opened again', async () => {
  await moveStudy(world, 'study', 'open', 'frozen');
  await world.advance(day);
  expect(signalsOf(person)).toBe(0);
  const rows = (await beepRows(world, person)).filter(({ date }) => date === '2026-11-23');
  expect(rows.every((row) => row.status === 'cancelled' && row.cancelled_for === 'frozen')).toBe(true);
  expect(await person.say('/survey')).toContain(person.part.studyFrozen);
  await moveStudy(world, 'study', 'frozen', 'open');
  await world.advance(day);
  expect(signalsOf(person)).toBeGreaterThan(4);
});

test('a closed study ends taking part; the data stay', async () => {
  await moveStudy(world, 'study', 'open', 'closed');
  await world.advance(day);
  expect(signalsOf(person)).toBe(0);
  expect(person.state.participation?.status).toBe('completed');
  expect(person.thread.shown.map(({ text }) => text)).toContain(person.part.studyOver);
  expect((await beepRows(world, person)).some(({ status }) => status === 'planned')).toBe(false);
  expect(await person.say('/survey')).toContain(person.part.studyOver);
  expect(await person.say('/stats')).toContain('day of the study');
});

test('taking part is over after the last day, once', async () => {
  await world.advance(6 * day);
  expect(person.state.participation?.status).toBe('training');
  await world.advance(2 * day);
  expect(person.state.participation?.status).toBe('completed');
  const said = person.thread.shown.filter(({ text }) => text === person.part.studyOver);
  expect(said).toHaveLength(1);
  expect(person.thread.timers.size).toBe(0);
  const rows = await beepRows(world, person);
  expect(rows).toHaveLength(42);
  expect(await person.say('/event')).toContain(person.part.noEvents);
});

test('a new protocol holds from the next local day', async () => {
  await world.advance(3 * hour);
  const today = (await beepRows(world, person))
    .filter(({ date }) => date === '2026-11-23')
    .map(({ planned }) => planned);
  const twice = { ...usualProtocol, schedules: [{ kind: 'signal', name: 'day', count: 2 }] };
  await addVersion(world, 'study', 'protocol', protocolSchema.parse(twice));
  await person.act({ kind: 'event', event: 'esm.study-changed', payload: { studyId: 'study' } });
  const rows = await beepRows(world, person);
  expect(rows.filter(({ date }) => date === '2026-11-23').map(({ planned }) => planned)).toEqual(today);
  expect(rows.filter(({ date }) => date === '2026-11-24')).toHaveLength(2);
  await world.advance(2 * day);
  const sent = (await beepRows(world, person)).filter(
    (row) => row.sent !== null && row.date === '2026-11-24',
  );
  expect(sent).toHaveLength(2);
});
