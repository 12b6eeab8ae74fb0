import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beepRows, remindersOf, signalsOf } from '../support/beep-rows.ts';
import { openStudy } from '../support/open-study.ts';
import type { Person } from '../support/person.ts';
import { World } from '../support/world.ts';

const minute = 60_000;
const hour = 60 * minute;
let world: World;

beforeAll(async () => {
  world = await World.open(0);
});

beforeEach(async () => {
  // 08:00 in Kyiv: the whole window of the day is still to come.
  await world.reset(Date.UTC(2026, 10, 23, 6, 0, 0));
  await openStudy(world);
  await openStudy(world, {
    ...{ id: 'close', code: 'close-code' },
    protocol: {
      waves: [{ name: 'main', startDay: 1, days: 30 }],
      schedules: [{ kind: 'interval', name: 'near', times: ['10:00', '10:20', '18:00'] }],
    },
  });
});

afterAll(() => world?.close());

/** Somebody who has joined and has just been signalled. */
async function signalled(name: string, code = 'study-code'): Promise<Person> {
  const person = world.person(name);
  await person.join('Kyiv', code);
  await world.advanceUntil(() => signalsOf(person) === 1, 24 * hour);
  return person;
}

test('plans of the next 24 hours are stored, each beep once, and every one is sent', async () => {
  const person = world.person('planned');
  await person.join('Kyiv', 'study-code');
  const before = await beepRows(world, person);
  expect(before.at(-1)?.planned ?? 0).toBeGreaterThan(world.now + 24 * hour);
  expect(before.every(({ status }) => status === 'planned')).toBe(true);
  for (let day = 0; day < 4; day += 1) {
    await world.advance(24 * hour);
    const ahead = (await beepRows(world, person)).filter(({ planned }) => planned > world.now);
    expect(Math.max(...ahead.map(({ planned }) => planned))).toBeGreaterThan(world.now + 24 * hour);
  }
  const rows = (await beepRows(world, person)).filter(({ planned }) => planned < world.now - hour);
  expect(rows.map(({ status }) => status)).toEqual(rows.map(() => 'expired'));
  expect(signalsOf(person)).toBe(rows.length);
  for (const { planned, sent, closed } of rows) {
    expect(sent).toBe(planned);
    expect(closed).toBe(planned + 45 * minute);
  }
  const days = new Map<string, number>();
  for (const { date } of rows) days.set(date, (days.get(date) ?? 0) + 1);
  expect([...days.values()].every((count) => count === 6)).toBe(true);
});

test('scenario 5: Start after 4 min, the same beep id is recorded, opened - sent = 240 s', async () => {
  const person = await signalled('opens');
  await world.advance(4 * minute);
  expect(await person.press('Start')).toContain('1/9');
  await person.finishSurvey();
  const [row] = (await beepRows(world, person)).filter(({ status }) => status === 'completed');
  expect((row?.opened ?? 0) - (row?.sent ?? 0)).toBe(240_000);
  expect(row?.completed).toBe(world.now);
  const responses = await world.rows<object>(
    'SELECT beep_id, kind, status, study_id, preview FROM esm_responses WHERE conversation_id = $1',
    person.thread.id,
  );
  expect(responses).toEqual([
    { beep_id: row?.beep_id, kind: 'beep', status: 'completed', study_id: 'study', preview: false },
  ]);
  expect(await person.press('Start')).toContain(person.part.beepAnswered);
});

test('scenario 6: Start at 46 min is too late: "expired", no survey, compliance falls', async () => {
  const person = await signalled('late');
  await world.advance(46 * minute);
  expect(await person.press('Start')).toContain(person.part.beepExpired);
  expect(person.state.survey).toBeNull();
  const [row] = await beepRows(world, person);
  expect(row).toMatchObject({ status: 'expired', opened: null, closed: (row?.sent ?? 0) + 45 * minute });
  const counts = await person.say('/stats');
  expect(counts).toContain('beeps sent: 1\n• of these answered completely: 0');
});

test('a press just before the late timer is too late as well, and the expiry keeps its instant', async () => {
  const person = await signalled('late-timer');
  const [sent] = await beepRows(world, person);
  // The timer of the expiry has not come yet: the process was busy.
  person.thread.timers.clear();
  world.now += 46 * minute;
  expect(await person.press('Start')).toContain(person.part.beepExpired);
  const [row] = await beepRows(world, person);
  expect(row).toMatchObject({ status: 'expired', closed: (sent?.sent ?? 0) + 45 * minute });
});

test('scenario 7: Skip stores the time, and no reminder comes', async () => {
  const person = await signalled('skips');
  await world.advance(3 * minute);
  expect(await person.press('Skip')).toContain(person.part.beepSkipped);
  const [row] = await beepRows(world, person);
  expect(row).toMatchObject({ status: 'skipped', closed: world.now, opened: null });
  await world.advance(50 * minute);
  expect(remindersOf(person)).toBe(0);
  expect(await person.press('Skip')).toContain(person.part.beepWasSkipped);
  expect(await person.press('Start')).toContain(person.part.beepWasSkipped);
});

test('one reminder comes halfway, none after opening', async () => {
  const person = await signalled('reminded');
  const other = await signalled('opened-early');
  await other.press('Start');
  await world.advance(60 * minute);
  expect(remindersOf(other)).toBe(0);
  const rows = (await beepRows(world, person)).filter(({ status }) => status === 'expired');
  expect(rows.every(({ reminded }) => reminded === 1)).toBe(true);
  const all = await beepRows(world, person);
  expect(remindersOf(person)).toBe(all.reduce((sum, { reminded }) => sum + reminded, 0));
});

test('a survey left open counts as partial 30 min after its opening', async () => {
  const person = await signalled('leaves');
  await person.press('Start');
  const opened = world.now;
  await person.say('a cold cup at my lip');
  await world.advance(31 * minute);
  expect(person.thread.shown.map(({ text }) => text)).toContain(person.part.timeIsUp);
  expect(person.state.survey).toBeNull();
  const rows = await beepRows(world, person);
  expect(rows.find(({ status }) => status === 'partial')).toMatchObject({ closed: opened + 30 * minute });
  expect(
    await world.rows('SELECT status FROM esm_responses WHERE conversation_id = $1', person.thread.id),
  ).toEqual([{ status: 'partial' }]);
});

test('a newer beep closes an older one that waits', async () => {
  const person = await signalled('crowded', 'close-code');
  await world.advance(20 * minute);
  expect((await beepRows(world, person)).slice(0, 2)).toMatchObject([
    { status: 'expired', closed: world.now },
    { status: 'sent', sent: world.now },
  ]);
});

test('a survey that a newer beep closes is kept as partial, and the person is told', async () => {
  const person = await signalled('interrupted', 'close-code');
  await world.advance(10 * minute);
  await person.press('Start');
  await person.say('a cold cup at my lip');
  await world.advance(10 * minute);
  const texts = person.thread.shown.map(({ text }) => text);
  expect(texts.slice(-2)[0]).toBe(person.part.earlierClosed);
  expect(person.state.survey).toBeNull();
  const [first, second] = await beepRows(world, person);
  expect([first, second]).toMatchObject([{ status: 'partial', closed: second?.sent }, { status: 'sent' }]);
});

test('/survey opens the beep that waits, else an extra survey, and never tells the plan', async () => {
  const person = await signalled('asks');
  expect(await person.say('/survey')).toContain('1/9');
  const [row] = (await beepRows(world, person)).filter(({ status }) => status === 'opened');
  expect(person.state.survey?.beepId).toBe(row?.beep_id);
  await person.say('/cancel');
  expect(await person.say('/survey')).toContain(person.texts.surveyOpening);
  expect(person.state.survey?.beepId).toBeNull();
  const said = person.thread.shown.map(({ text }) => text).join('\n');
  // The only times of day that are told are those of the window and the end of the signal that came.
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Kyiv', timeStyle: 'short' });
  const end = clock.format((row?.sent ?? 0) + 45 * minute);
  expect(new Set(said.match(/\d\d:\d\d/g))).toEqual(new Set(['09:00', '21:00', end]));
});

test('scenario 18: down for 3 hours, due beeps are missed and never sent late, later ones arrive', async () => {
  const person = world.person('down');
  await person.join('Kyiv', 'study-code');
  const rows = await beepRows(world, person);
  const first = rows[0]?.planned ?? 0;
  await world.advanceTo(first - 10 * minute);
  const before = signalsOf(person);
  await world.down(3 * hour);
  const due = (await beepRows(world, person)).filter(({ planned }) => planned <= world.now);
  expect(due.length).toBeGreaterThan(0);
  for (const { status, planned, closed } of due) {
    if (planned < world.now - 5 * minute)
      expect({ status, closed }).toEqual({ status: 'missed', closed: planned + 5 * minute });
  }
  expect(signalsOf(person) - before).toBe(due.filter(({ status }) => status === 'sent').length);
  await world.advance(24 * hour);
  const later = (await beepRows(world, person)).filter(
    ({ planned }) => planned > first + 3 * hour && planned < world.now - hour,
  );
  expect(later.length).toBeGreaterThan(0);
  expect(later.every(({ status }) => status === 'expired')).toBe(true);
});

test('after days of downtime the days without a plan are missed too, and planning goes on', async () => {
  const person = world.person('long-down');
  await person.join('Kyiv', 'study-code');
  await world.down(4 * 24 * hour);
  await world.advance(24 * hour);
  const rows = await beepRows(world, person);
  const days = new Set(rows.map(({ date }) => date));
  expect(days.size).toBeGreaterThanOrEqual(6);
  const missed = rows.filter(({ status }) => status === 'missed');
  expect(missed.length).toBeGreaterThanOrEqual(18);
  expect(rows.some(({ status }) => status === 'expired')).toBe(true);
  expect(new Set(rows.map(({ beep_id: id }) => id)).size).toBe(rows.length);
});

test('timers that come twice, late or for a beep that is gone change nothing', async () => {
  const person = await signalled('twice');
  const [row] = await beepRows(world, person);
  const timer = `beep:${row?.beep_id}`;
  const details = person.state.beeps.open[0];
  const before = JSON.stringify([person.state, await beepRows(world, person)]);
  for (const payload of [null, { at: 1 }, { ...details, at: row?.planned ?? 0 }]) {
    expect(await world.fireAgain(person.thread, timer, JSON.parse(JSON.stringify(payload)))).toEqual([]);
  }
  expect(await world.fireAgain(person.thread, 'beep:0123456789abcdef0123', null)).toEqual([]);
  expect(await world.fireAgain(person.thread, 'pause-end', null)).toEqual([]);
  expect(JSON.stringify([person.state, await beepRows(world, person)])).toBe(before);
  await person.say('/delete_my_data');
  await person.press('Erase everything');
  expect(await world.fireAgain(person.thread, timer, null)).toEqual([]);
  expect(await world.fireAgain(person.thread, 'plan', null)).toEqual([]);
  expect(await beepRows(world, person)).toEqual([]);
  expect(person.thread.timers.size).toBe(0);
});
