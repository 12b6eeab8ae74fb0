import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, isZone, offsetAt, toInstant, toLocal } from '../../src/schedule/local-time.ts';
import { dates, wallClock, zones } from './arbitraries.ts';

test.each([
  ['Europe/Kyiv', '2026-03-29', 150, '2026-03-29 02:30:00'],
  ['Europe/Kyiv', '2026-03-29', 210, '2026-03-29 04:30:00'],
  ['Europe/Kyiv', '2026-10-25', 210, '2026-10-25 03:30:00'],
  ['America/New_York', '2026-03-08', 150, '2026-03-08 03:30:00'],
  ['America/New_York', '2026-11-01', 90, '2026-11-01 01:30:00'],
  ['Australia/Lord_Howe', '2026-10-04', 135, '2026-10-04 02:45:00'],
  ['Africa/Cairo', '2026-04-24', 0, '2026-04-24 01:00:00'],
  ['UTC', '2026-01-01', 1440, '2026-01-02 00:00:00'],
])('%s %s, minute %i is shown as %s', (zone, date, minute, shown) => {
  expect(wallClock(toInstant(date, minute, zone), zone)).toBe(shown);
});

test('an ambiguous time is the first of the two', () => {
  expect(new Date(toInstant('2026-10-25', 210, 'Europe/Kyiv')).toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  );
  expect(new Date(toInstant('2026-11-01', 90, 'America/New_York')).toISOString()).toBe(
    '2026-11-01T05:30:00.000Z',
  );
});

/** Zone, date and minute; half of them in the hours in which clocks jump forward. */
const localTimes = fc.oneof(
  fc.tuple(fc.constantFrom(...zones), dates, fc.nat(1439)),
  fc
    .tuple(
      fc.constantFrom(
        ...([
          ['Europe/Kyiv', '2026-03-29'],
          ['America/New_York', '2026-03-08'],
          ['Asia/Beirut', '2026-03-29'],
        ] as const),
        ...([
          ['Australia/Lord_Howe', '2026-10-04'],
          ['Pacific/Auckland', '2026-09-27'],
        ] as const),
      ),
      fc.nat(240),
    )
    .map(([[zone, date], minute]): [string, string, number] => [zone, date, minute]),
);

test('every local time is found: the earliest instant that shows it, or later by the jump where none does', () => {
  let jumps = 0;
  fc.assert(
    fc.property(localTimes, ([zone, date, minute]) => {
      const at = toInstant(date, minute, zone);
      const wanted = new Date(Date.parse(date) + minute * 60_000)
        .toISOString()
        .slice(0, 16)
        .replace('T', ' ');
      const shown = (instant: number): string => wallClock(instant, zone).slice(0, 16);
      const around = Array.from({ length: 16 }, (_, index) => at - (index + 1) * 15 * 60_000);
      expect(around.map(shown)).not.toContain(wanted);
      if (shown(at) === wanted) return;
      jumps += 1;
      const jump = offsetAt(at + 86_400_000, zone) - offsetAt(at - 86_400_000, zone);
      expect(jump).toBeGreaterThan(0);
      const moved = new Date(Date.parse(`${wanted.replace(' ', 'T')}Z`) + jump).toISOString();
      expect(shown(at)).toBe(moved.slice(0, 16).replace('T', ' '));
    }),
    { numRuns: 1000 },
  );
  expect(jumps).toBeGreaterThan(20);
});

test('what the clocks show is read back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 1.7e9, max: 1.9e9 }), (zone, second) => {
      const { date, minute } = toLocal(second * 1000, zone);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      expect(wallClock(second * 1000, zone).slice(0, 16)).toBe(`${date} ${clock}`);
    }),
  );
});

test('dates are counted without zones', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-03-28', '2026-03-27')).toBe(-1);
});

test('zones are IANA names: no offsets, no abbreviations, nothing else', () => {
  for (const zone of ['Europe/Kyiv', 'Europe/Kiev', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3', 'UTC']) {
    expect(isZone(zone), zone).toBe(true);
  }
  for (const zone of ['+03:00', 'EST', 'Europe/Nowhere', '', 'Europe/', 'GMT+3', '../etc/passwd']) {
    expect(isZone(zone), zone).toBe(false);
  }
  expect(() => toInstant('2026-01-01', 0, 'Europe/Nowhere')).toThrow(RangeError);
});
