import fc from 'fast-check';
import { expect, test } from 'vitest';
import { span } from '../../src/schedule/clock-time.ts';
import { dayWindow } from '../../src/schedule/day-window.ts';
import { gapSeconds } from '../../src/schedule/draw-signals.ts';
import { addDays, toInstant, toLocal } from '../../src/schedule/local-time.ts';
import { type PlanInput, type PlannedBeep, planDay } from '../../src/schedule/plan-day.ts';
import type { Schedule } from '../../src/schedule/protocol.ts';
import { inputOf, protocolOf, signal, signalInputs, usualTiming, wallClock } from './arbitraries.ts';

const timesOf = (beeps: readonly PlannedBeep[], zone = 'Europe/Kyiv'): readonly string[] =>
  beeps.map((beep) => wallClock(beep.at, zone).slice(11));

test('the plan is the one that the published algorithm gives', () => {
  // Computed by docs/examples/esm-plan.py.
  expect(timesOf(planDay(inputOf({ date: '2026-11-21' })))).toEqual([
    ...['09:35:31', '11:00:38', '13:37:24', '15:48:04', '18:33:43', '20:23:02'],
  ]);
  expect(timesOf(planDay(inputOf({ date: '2026-11-22' })))).toEqual([
    ...['10:15:53', '11:48:55', '13:10:25', '15:50:11', '18:40:33', '19:43:05'],
  ]);
});

/** Checks a signal plan against the rules, from the window alone. */
function expectRules(input: PlanInput): number {
  const { zone, hours, quietHours, count } = input.settings;
  const window = dayWindow(input.date, zone, hours ?? input.protocol.hours, quietHours ?? []);
  const beeps = planDay(input);
  if (window === null) {
    expect(beeps).toEqual([]);
    return 0;
  }
  const blocks = Math.min(count ?? 6, Math.floor(window.seconds / 60));
  expect(beeps.map((beep) => beep.number)).toEqual(Array.from({ length: blocks }, (_, index) => index + 1));
  const schedule = input.protocol.schedules[0] as ReturnType<typeof signal>;
  const gap = gapSeconds(schedule, window.seconds / blocks) * 1000;
  for (const [index, beep] of beeps.entries()) {
    const before = window.stretches.reduce(
      (sum, { from, to }) => sum + Math.max(0, Math.min(to, beep.at) - from),
      0,
    );
    const block = window.seconds / blocks;
    expect(before / 1000).toBeGreaterThanOrEqual(Math.floor(index * block));
    expect(before / 1000).toBeLessThan((index + 1) * block);
    expect(window.stretches.some(({ from, to }) => from <= beep.at && beep.at < to)).toBe(true);
    expect(beep.at % 1000).toBe(0);
    if (index > 0) expect(beep.at - (beeps[index - 1]?.at ?? 0)).toBeGreaterThanOrEqual(gap);
  }
  return beeps.length;
}

test('one beep per block, gaps kept, inside the window, for any zone, date, hours, quiet hours and count', () => {
  let beeps = 0;
  fc.assert(
    fc.property(signalInputs, (input) => {
      beeps += expectRules(input);
    }),
    { numRuns: 500 },
  );
  expect(beeps).toBeGreaterThan(1000);
});

test('no beep leaves the hours on the wall clock or falls into quiet hours', () => {
  fc.assert(
    fc.property(signalInputs, (input) => {
      const { zone, hours = input.protocol.hours, quietHours = [] } = input.settings;
      for (const beep of planDay(input)) {
        const local = toLocal(beep.at, zone);
        const minute = local.minute + (local.date === input.date ? 0 : 1440);
        expect([input.date, addDays(input.date, 1)]).toContain(local.date);
        // On a day of change a start that does not exist is moved, so that the clock may show the end's hour.
        const isPlain =
          toInstant(input.date, 0, zone) + 172_800_000 === toInstant(addDays(input.date, 2), 0, zone);
        if (!isPlain) continue;
        const { start, end } = span(hours);
        expect(minute >= start && minute < end).toBe(true);
        for (const quiet of quietHours) {
          const { start: from, end: to } = span(quiet);
          const inside = [minute, minute - 1440, minute + 1440].some((each) => from <= each && each < to);
          expect(inside).toBe(false);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('the same inputs give the same plan; every input changes it', () => {
  fc.assert(
    fc.property(signalInputs, (input) => {
      expect(planDay(structuredClone(input))).toEqual(planDay(input));
    }),
    { numRuns: 100 },
  );
  const base = timesOf(planDay(inputOf()));
  const firstDate = '2026-11-01';
  const others = [
    ...[inputOf({ planSeed: 'other' }), inputOf({ participantId: 'p2' }), inputOf({ planVersion: 2 })],
    ...[
      inputOf({ date: '2026-11-22', firstDate }),
      inputOf({ protocol: protocolOf({ schedules: [signal({ name: 'b' })] }) }),
    ],
  ];
  for (const other of others) expect(timesOf(planDay(other))).not.toEqual(base);
  expect(timesOf(planDay(inputOf({ firstDate })))).toEqual(base);
});

test('scenario 4: over 1,000 days at 6 a day, 25 ± 3 % come after 18:00, the rest evenly; the seed repeats them', () => {
  const days = Array.from({ length: 1000 }, (_, index) => inputOf({ date: addDays('2026-01-01', index) }));
  const plans = days.map(planDay);
  for (const [index, input] of days.entries()) {
    expectRules(input);
    expect(plans[index]).toHaveLength(6);
  }
  const hours = plans.flat().map((beep) => Math.floor(toLocal(beep.at, 'Europe/Kyiv').minute / 60));
  expect(hours).toHaveLength(6000);
  const share = hours.filter((hour) => hour >= 18).length / hours.length;
  expect(share).toBeGreaterThan(0.22);
  expect(share).toBeLessThan(0.28);
  for (let hour = 9; hour < 21; hour += 1) {
    const one = hours.filter((each) => each === hour).length / hours.length;
    expect(Math.abs(one - 1 / 12), `hour ${hour}`).toBeLessThan(0.02);
  }
  expect(days.map(planDay)).toEqual(plans);
});

test('a window that crosses midnight belongs to the date on which it begins', () => {
  const hours = { start: '21:00', end: '03:00' };
  const beeps = planDay(inputOf({ settings: { zone: 'Europe/Kyiv', hours } }));
  expect(beeps).toHaveLength(6);
  expect(new Set(beeps.map((beep) => beep.date))).toEqual(new Set(['2026-11-21']));
  const shown = beeps.map((beep) => wallClock(beep.at, 'Europe/Kyiv').slice(0, 13));
  expect(shown.slice(0, 3).every((text) => text < '2026-11-22')).toBe(true);
  expect(shown.slice(3).every((text) => text >= '2026-11-22 00' && text < '2026-11-22 03')).toBe(true);
});

test('joining in the middle of the window uses the blocks left, with the same instants', () => {
  const whole = planDay(inputOf());
  const joinedAt = toInstant('2026-11-21', 13 * 60 + 1, 'Europe/Kyiv');
  const left = planDay(inputOf({ joinedAt }));
  // Blocks of two hours: the one from 13:00 has begun.
  expect(left).toEqual(whole.filter((beep) => beep.number >= 4));
  expect(left).toHaveLength(3);
  expect(planDay(inputOf({ joinedAt: joinedAt - 60_000 }))).toHaveLength(4);
  expect(planDay(inputOf({ joinedAt: joinedAt + 36_000_000 }))).toEqual([]);
});

test('nothing is planned before the first day, between waves and after the last', () => {
  const waves = [
    { name: 'one', startDay: 1, days: 2 },
    { name: 'two', startDay: 5, days: 1 },
  ];
  const planned = [0, 1, 2, 3, 4, 5, 6].map((days) => {
    const beeps = planDay(
      inputOf({
        protocol: protocolOf({ waves }),
        firstDate: '2026-11-21',
        date: addDays('2026-11-20', days),
      }),
    );
    return beeps.length === 0 ? null : `${beeps[0]?.wave} ${beeps[0]?.studyDay} ${beeps.length}`;
  });
  expect(planned).toEqual([null, 'one 1 6', 'one 2 6', null, null, 'two 5 6', null]);
});

const fixed = (change: object): Schedule =>
  ({ kind: 'interval', name: 'fixed', timing: usualTiming, ...change }) as Schedule;

test('intervals: given times and every n minutes, inside the window and out of quiet hours', () => {
  const plan = (
    schedule: Schedule,
    quiet: readonly { start: string; end: string }[] = [],
  ): readonly string[] =>
    planDay(inputOf({ protocol: protocolOf({ schedules: [schedule], quietHours: quiet }) })).map(
      (beep) => `${beep.number} ${wallClock(beep.at, 'Europe/Kyiv').slice(11, 16)}`,
    );
  expect(plan(fixed({ times: ['20:30', '08:00', '09:00', '21:00'] }))).toEqual(['3 09:00', '1 20:30']);
  expect(plan(fixed({ everyMinutes: 180 }))).toEqual(['1 09:00', '2 12:00', '3 15:00', '4 18:00']);
  expect(plan(fixed({ everyMinutes: 180 }), [{ start: '11:30', end: '12:01' }])).toEqual([
    ...['1 09:00', '3 15:00', '4 18:00'],
  ]);
});

test('entry comes at once on the first day, exit so that it expires with the last window', () => {
  const once = (at: 'entry' | 'exit', change: object = {}): Schedule =>
    ({ kind: 'once', name: at, at, timing: usualTiming, ...change }) as Schedule;
  const schedules = [once('entry'), once('exit')];
  const waves = [{ name: 'w', startDay: 2, days: 2 }];
  const plan = (days: number, change: Partial<PlanInput> = {}): readonly string[] =>
    planDay(
      inputOf({
        ...{
          protocol: protocolOf({ schedules, waves }),
          firstDate: '2026-11-21',
          date: addDays('2026-11-21', days),
        },
        ...change,
      }),
    ).map((beep) => `${beep.schedule} ${beep.wave} ${wallClock(beep.at, 'Europe/Kyiv').slice(11)}`);
  const joinedAt = toInstant('2026-11-21', 13 * 60, 'Europe/Kyiv') + 1500;
  expect([plan(0), plan(1), plan(2), plan(3)]).toEqual([
    ['entry null 09:00:00'],
    [],
    ['exit w 20:15:00'],
    [],
  ]);
  expect(plan(0, { joinedAt })).toEqual(['entry null 13:00:02']);
  const quiet = protocolOf({ schedules, waves, quietHours: [{ start: '12:50', end: '14:00' }] });
  expect(plan(0, { joinedAt, protocol: quiet })).toEqual(['entry null 14:00:00']);
  const timed = protocolOf({
    waves,
    schedules: [once('entry', { time: '10:00' }), once('exit', { time: '19:30' })],
  });
  expect([plan(0, { protocol: timed }), plan(2, { protocol: timed })]).toEqual([
    ['entry null 10:00:00'],
    ['exit w 19:30:00'],
  ]);
  expect(plan(0, { protocol: timed, joinedAt })).toEqual(['entry null 13:00:02']);
});

test('schedules combine: never two beeps at one instant, a minute apart at least', () => {
  const schedules: readonly Schedule[] = [
    ...[signal({ count: 10 }), signal({ name: 'more', count: 10 }), fixed({ everyMinutes: 15 })],
    ...[fixed({ name: 'times', times: ['09:00', '12:00', '20:59'] })],
    { kind: 'once', name: 'entry', at: 'entry', timing: usualTiming },
    { kind: 'event', name: 'event', maxPerDay: 10 },
  ];
  for (let day = 0; day < 60; day += 1) {
    const date = addDays('2026-03-01', day);
    const beeps = planDay(inputOf({ protocol: protocolOf({ schedules }), date }));
    const instants = beeps.map((beep) => beep.at);
    expect(instants).toEqual([...instants].sort((one, other) => one - other));
    for (const [index, at] of instants.entries()) {
      if (index > 0) expect(at - (instants[index - 1] ?? 0)).toBeGreaterThanOrEqual(60_000);
    }
    expect(beeps.filter((beep) => beep.kind === 'signal')).toHaveLength(20);
    expect(beeps.filter((beep) => beep.kind === 'interval')).toHaveLength(48 + 3);
    const keys = beeps.map((beep) => `${beep.schedule} ${beep.number}`);
    expect(new Set(keys).size).toBe(keys.length);
  }
});
