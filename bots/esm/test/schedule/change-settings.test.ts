import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeSettings, type StoredBeep } from '../../src/schedule/change-settings.ts';
import { dayWindow, isInside, runningDate } from '../../src/schedule/day-window.ts';
import { addDays, toInstant } from '../../src/schedule/local-time.ts';
import { planDay } from '../../src/schedule/plan-day.ts';
import type { Settings } from '../../src/schedule/protocol.ts';
import { datesToPlan, firstStudyDate, mayReportEvent } from '../../src/schedule/study-days.ts';
import { dates, hours, inputOf, protocolOf, wallClock, zones } from './arbitraries.ts';

const protocol = protocolOf();
const kyiv: Settings = { zone: 'Europe/Kyiv' };
const firstDate = '2026-01-01';

/** What is stored at `now` for the dates around it. */
function storedAt(now: number, settings: Settings, ahead = 2): readonly StoredBeep[] {
  const today = runningDate(now, settings.zone, settings.hours ?? protocol.hours);
  return Array.from({ length: ahead + 2 }, (_, index) => addDays(today, index - 1)).flatMap((date) =>
    planDay(inputOf({ date, firstDate, settings })).map((beep) => ({ ...beep, sent: beep.at <= now })),
  );
}

const at = (date: string, hour: number, zone = 'Europe/Kyiv'): number => toInstant(date, hour * 60, zone);
const shown = (beeps: readonly StoredBeep[]): readonly string[] =>
  beeps.map((beep) => wallClock(beep.at, 'Europe/Kyiv').slice(5, 16));

test("new hours: today's unsent beeps stay inside them or are cancelled, tomorrow is planned anew", () => {
  // 2026-11-21 in Kyiv: 09:35, 11:00, 13:37, 15:48, 18:33, 20:23.
  const change = changeSettings(storedAt(at('2026-11-21', 12), kyiv), at('2026-11-21', 12), protocol, {
    zone: 'Europe/Kyiv',
    hours: { start: '10:00', end: '18:00' },
  });
  expect(shown(change.kept)).toEqual(['11-21 13:37', '11-21 15:48']);
  expect(shown(change.cancelled)).toEqual(['11-21 18:33', '11-21 20:23']);
  expect(change.replaced).toHaveLength(12);
  expect(change.replanFrom).toBe('2026-11-22');
});

test('a new count changes nothing today', () => {
  const now = at('2026-11-21', 12);
  const change = changeSettings(storedAt(now, kyiv), now, protocol, { ...kyiv, count: 2 });
  expect([change.kept.length, change.cancelled.length, change.replaced.length]).toEqual([4, 0, 12]);
});

test('a flight west: what is left of today stays, and a date of which beeps were sent is not planned again', () => {
  const now = at('2026-11-21', 12);
  const change = changeSettings(storedAt(now, kyiv), now, protocol, { zone: 'America/New_York' });
  // 12:00 in Kyiv is 05:00 in New York; its window lasts from 16:00 to 04:00 in Kyiv.
  expect(shown(change.kept)).toEqual(['11-21 18:33', '11-21 20:23']);
  expect(shown(change.cancelled)).toEqual(['11-21 13:37', '11-21 15:48']);
  expect(change.replanFrom).toBe('2026-11-22');
});

test('a flight over the date line: no date is sampled twice', () => {
  const kiritimati: Settings = { zone: 'Pacific/Kiritimati' };
  const now = at('2026-11-21', 12, 'Pacific/Kiritimati');
  const change = changeSettings(storedAt(now, kiritimati), now, protocol, { zone: 'Pacific/Honolulu' });
  // It is the 20th in Honolulu, but beeps of the 21st were sent.
  expect(change.replanFrom).toBe('2026-11-22');
  expect(change.kept.length).toBeGreaterThan(0);
});

test('for any change: every unsent beep has one fate, kept ones fit, and no instant meets the new plan', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...zones),
      dates,
      hours,
      hours,
      fc.nat(1439),
      (from, to, date, before, after, minute) => {
        const settings: Settings = { zone: to, hours: after };
        const now = toInstant(date, minute, from);
        const stored = storedAt(now, { zone: from, hours: before });
        const change = changeSettings(stored, now, protocol, settings);
        const { kept, cancelled, replaced, replanFrom } = change;
        expect(kept.length + cancelled.length + replaced.length).toBe(
          stored.filter((beep) => !beep.sent).length,
        );
        const today = runningDate(now, to, after);
        expect(replanFrom > today).toBe(true);
        const window = dayWindow(today, to, after, []);
        for (const beep of kept) expect(window !== null && isInside(window, beep.at)).toBe(true);
        for (const beep of replaced) expect(beep.date >= replanFrom).toBe(true);
        const taken = new Set([...stored.filter((beep) => beep.sent), ...kept].map((beep) => beep.at));
        const next = planDay(inputOf({ date: replanFrom, firstDate, settings, planVersion: 2 }));
        expect(next.filter((beep) => taken.has(beep.at))).toEqual([]);
        const used = new Set([...stored.filter((beep) => beep.sent), ...kept].map((beep) => beep.date));
        expect(used.has(replanFrom)).toBe(false);
      },
    ),
    { numRuns: 150 },
  );
});

test('dates are planned so that the next 24 hours are always stored', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), dates, hours, fc.nat(1439), (zone, date, own, minute) => {
      const now = toInstant(date, minute, zone);
      const settings = { zone, hours: own };
      const planned = datesToPlan(now, protocol, settings);
      const beeps = [-2, -1, 0, 1, 2, 3].flatMap((days) =>
        planDay(inputOf({ date: addDays(date, days), firstDate, settings })),
      );
      for (const beep of beeps.filter((each) => each.at >= now && each.at <= now + 24 * 3_600_000)) {
        expect(planned).toContain(beep.date);
      }
    }),
    { numRuns: 150 },
  );
});

test('the first study date is the running one while any of its window is left', () => {
  const first = (hour: number, settings: Settings = kyiv): string =>
    firstStudyDate(at('2026-11-21', hour), protocol, settings);
  expect([first(3), first(20), first(21)]).toEqual(['2026-11-21', '2026-11-21', '2026-11-22']);
  const night: Settings = { ...kyiv, hours: { start: '21:00', end: '05:00' } };
  expect([first(4, night), first(5, night), first(23, night)]).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-21',
  ]);
  const quiet: Settings = { ...kyiv, quietHours: [{ start: '20:00', end: '22:00' }] };
  expect(first(20, quiet)).toBe('2026-11-22');
});

test('events are allowed inside waves up to their number a day', () => {
  const events = protocolOf({
    waves: [{ name: 'w', startDay: 1, days: 7 }],
    schedules: [{ kind: 'event', name: 'smoked', maxPerDay: 10 }],
  });
  const may = (name: string, day: number, reported: number): string =>
    mayReportEvent(events, name, day, reported);
  expect([may('smoked', 1, 9), may('smoked', 1, 10), may('smoked', 8, 0), may('slept', 1, 0)]).toEqual([
    ...['allowed', 'limit', 'outside-waves', 'no-schedule'],
  ]);
});
