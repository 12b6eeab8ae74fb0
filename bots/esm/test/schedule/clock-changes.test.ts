import { expect, test } from 'vitest';
import { dayWindow, isQuiet } from '../../src/schedule/day-window.ts';
import { addDays } from '../../src/schedule/local-time.ts';
import { type PlannedBeep, planDay } from '../../src/schedule/plan-day.ts';
import type { Hours, Schedule } from '../../src/schedule/protocol.ts';
import { inputOf, protocolOf, signal, usualTiming, wallClock } from './arbitraries.ts';

/** Zone, the date on which its clocks change, and what that date's length is in hours. */
const clockChanges = [
  ['Europe/Kyiv', '2026-03-29', 23],
  ['Europe/Kyiv', '2026-10-25', 25],
  ['America/New_York', '2026-03-08', 23],
  ['America/New_York', '2026-11-01', 25],
] as const;

const plan = (
  zone: string,
  date: string,
  hours: Hours,
  schedules: readonly Schedule[],
): readonly PlannedBeep[] =>
  planDay(
    inputOf({
      date,
      firstDate: '2026-01-01',
      settings: { zone, hours },
      protocol: protocolOf({ schedules }),
    }),
  );

test.each(clockChanges)(
  'scenario 17: %s over %s: each signal once, in its block of a day of %i hours',
  (zone, date, length) => {
    for (const hours of [
      { start: '00:00', end: '24:00' },
      { start: '01:00', end: '05:00' },
      { start: '09:00', end: '21:00' },
    ]) {
      for (const days of [-1, 0, 1]) {
        const day = addDays(date, days);
        const window = dayWindow(day, zone, hours, []);
        const jumped = days === 0 && hours.start < '03:00' ? length - 24 : 0;
        const wall = Number(hours.end.slice(0, 2)) - Number(hours.start.slice(0, 2));
        expect(window?.seconds).toBe((wall + jumped) * 3600);
        const beeps = plan(zone, day, hours, [signal({ count: 10 })]);
        expect(beeps.map((beep) => beep.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        expect(new Set(beeps.map((beep) => beep.at)).size).toBe(10);
        for (const beep of beeps) {
          const local = wallClock(beep.at, zone);
          expect(local.slice(0, 10)).toBe(day);
          expect(local.slice(11, 16) >= hours.start && local.slice(11, 16) < hours.end).toBe(true);
        }
      }
    }
  },
);

test.each(clockChanges)(
  'scenario 17: %s over %s: fixed times are right on the wall clock, each once',
  (zone, date, length) => {
    const times = ['00:30', '01:30', '02:30', '03:30', '04:30', '12:00'];
    const schedules: readonly Schedule[] = [{ kind: 'interval', name: 'fixed', times, timing: usualTiming }];
    for (const days of [-1, 0, 1]) {
      const day = addDays(date, days);
      const beeps = plan(zone, day, { start: '00:00', end: '24:00' }, schedules);
      const shown = beeps.map((beep) => wallClock(beep.at, zone).slice(11, 16));
      if (days !== 0 || length === 25) expect(shown).toEqual(times);
      else {
        // The time that does not exist is moved by the jump and there is one beep with the next listed time.
        const missing = zone === 'Europe/Kyiv' ? '03:30' : '02:30';
        expect(shown).toEqual(times.filter((time) => time !== missing));
      }
      expect(new Set(beeps.map((beep) => beep.at)).size).toBe(beeps.length);
    }
  },
);

test('a lone time that does not exist is sent an hour later; an ambiguous one is sent the first time', () => {
  const at = (time: string): Schedule => ({
    kind: 'interval',
    name: 'fixed',
    times: [time],
    timing: usualTiming,
  });
  const day = { start: '00:00', end: '24:00' };
  const kyiv = plan('Europe/Kyiv', '2026-03-29', day, [at('03:30')]);
  expect(kyiv.map((beep) => wallClock(beep.at, 'Europe/Kyiv'))).toEqual(['2026-03-29 04:30:00']);
  const york = plan('America/New_York', '2026-11-01', day, [at('01:30')]);
  expect(york.map((beep) => new Date(beep.at).toISOString())).toEqual(['2026-11-01T05:30:00.000Z']);
});

test('windows over midnight hold the change in the night to the date on which they begin', () => {
  const hours = { start: '21:00', end: '06:00' };
  const seconds = (zone: string, date: string): number | undefined =>
    dayWindow(date, zone, hours, [])?.seconds;
  expect(seconds('Europe/Kyiv', '2026-03-28')).toBe(8 * 3600);
  expect(seconds('Europe/Kyiv', '2026-03-29')).toBe(9 * 3600);
  expect(seconds('Europe/Kyiv', '2026-10-24')).toBe(10 * 3600);
  expect(seconds('America/New_York', '2026-10-31')).toBe(10 * 3600);
});

test('a window that the clocks jump over and a date that does not exist hold no beep', () => {
  const gone = { start: '02:00', end: '03:00' };
  expect(plan('America/New_York', '2026-03-08', gone, [signal()])).toEqual([]);
  expect(plan('America/New_York', '2026-03-09', gone, [signal()])).toHaveLength(6);
  expect(dayWindow('2011-12-30', 'Pacific/Apia', { start: '09:00', end: '21:00' }, [])).toBeNull();
  expect(dayWindow('2011-12-31', 'Pacific/Apia', { start: '09:00', end: '21:00' }, [])?.seconds).toBe(43_200);
});

test('quiet hours stand on the wall clock of a day of change', () => {
  const quiet = [{ start: '01:00', end: '04:00' }];
  const window = dayWindow('2026-03-08', 'America/New_York', { start: '00:00', end: '24:00' }, quiet);
  expect(window?.seconds).toBe((23 - 2) * 3600);
});

test('reminders ask the wall clock whether it is quiet, also after midnight and on days of change', () => {
  const night = [{ start: '22:00', end: '07:00' }];
  for (const [zone, date] of clockChanges) {
    for (let step = 0; step < 4 * 48; step += 1) {
      const instant = Date.parse(`${date}T00:00:00Z`) + step * 15 * 60_000;
      const clock = wallClock(instant, zone).slice(11, 16);
      expect(isQuiet(instant, zone, night), `${zone} ${clock}`).toBe(clock >= '22:00' || clock < '07:00');
      expect(isQuiet(instant, zone, [])).toBe(false);
    }
  }
});
