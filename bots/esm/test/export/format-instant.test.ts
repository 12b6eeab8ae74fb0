import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, ZoneOffsets } from '../../src/export/format-instant.ts';
import { offsetAt } from '../../src/schedule/local-time.ts';

const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
const zone = fc.constantFrom(
  ...['UTC', 'Europe/Kyiv', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Chatham'],
  ...['Australia/Lord_Howe', 'Africa/Casablanca', 'America/St_Johns', 'Pacific/Kiritimati'],
);

test('an instant reads as ISO 8601 does, with a space and without a zone', () => {
  fc.assert(
    fc.property(instant, (at) => {
      expect(`${formatInstant(at).replace(' ', 'T')}Z`).toBe(new Date(at).toISOString());
    }),
    { numRuns: 2000 },
  );
  expect(formatInstant(-1)).toBe('1969-12-31 23:59:59.999');
  expect(formatInstant(1.4)).toBe('1970-01-01 00:00:00.001');
});

test('the remembered offset is that of the instant, whichever instants came before', () => {
  const offsets = new ZoneOffsets();
  fc.assert(
    fc.property(instant, zone, (at, name) => {
      expect(offsets.minutesAt(at, name) * 60_000).toBe(offsetAt(at, name));
    }),
    { numRuns: 2000 },
  );
});

test('the minutes around both changes of the clocks are told apart', () => {
  const offsets = new ZoneOffsets();
  const changes = [
    ['Europe/Kyiv', Date.UTC(2026, 2, 29, 1), 120, 180],
    ['Europe/Kyiv', Date.UTC(2026, 9, 25, 1), 180, 120],
    ['America/New_York', Date.UTC(2026, 2, 8, 7), -300, -240],
    ['America/New_York', Date.UTC(2026, 10, 1, 6), -240, -300],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15), 660, 630],
  ] as const;
  for (const [name, at, before, after] of changes) {
    expect([offsets.minutesAt(at - 1, name), offsets.minutesAt(at, name)], name).toEqual([before, after]);
  }
});
