import fc from 'fast-check';
import { fromMinutes } from '../../src/schedule/clock-time.ts';
import type { LocalDate } from '../../src/schedule/local-time.ts';
import type { PlanInput } from '../../src/schedule/plan-day.ts';
import type { Hours, Protocol, SignalSchedule, Timing } from '../../src/schedule/protocol.ts';

/** The defaults of specification section 5. */
export const usualTiming: Timing = {
  expiryMinutes: 45,
  reminders: 1,
  completionMinutes: 30,
  graceMinutes: 5,
};

/** A signal schedule with the defaults. */
export function signal(change: Partial<SignalSchedule> = {}): SignalSchedule {
  return { kind: 'signal', name: 'day', count: 6, timing: usualTiming, ...change };
}

/** A protocol with the defaults that runs for ten years. */
export function protocolOf(change: Partial<Protocol> = {}): Protocol {
  return {
    waves: [{ name: 'main', startDay: 1, days: 3650 }],
    schedules: [signal()],
    hours: { start: '09:00', end: '21:00' },
    quietHours: [],
    choices: { hours: true, overMidnight: false, count: true, zone: true, quietHours: true },
    ...change,
  };
}

/** A plan's input with defaults: Kyiv, one participant, first study day. */
export function inputOf(change: Partial<PlanInput> = {}): PlanInput {
  const date = change.date ?? '2026-11-21';
  return {
    protocol: protocolOf(),
    settings: { zone: 'Europe/Kyiv' },
    participantId: 'p1',
    date,
    firstDate: date,
    planSeed: 'plan-seed',
    planVersion: 1,
    ...change,
  };
}

/** Zones with whole, half and three-quarter hours, with both hemispheres' changes and with none. */
export const zones: readonly string[] = [
  ...['Europe/Kyiv', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu'],
  ...['Africa/Casablanca', 'Asia/Beirut', 'Pacific/Auckland', 'America/Sao_Paulo', 'UTC'],
];

/** Dates on which clocks change somewhere in `zones`, and the days around them. */
const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-25', '2026-11-01', '2027-03-28'];

export const dates: fc.Arbitrary<LocalDate> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -1, max: 1 }))
    .map(([date, days]) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)),
  fc
    .integer({ min: 0, max: 1800 })
    .map((days) => new Date(1.77e12 + days * 86_400_000).toISOString().slice(0, 10)),
);

/** Hours of one to 23 hours; half of them run past midnight. */
export const hours: fc.Arbitrary<Hours> = fc
  .tuple(fc.nat(1439), fc.integer({ min: 60, max: 1380 }))
  .map(([start, length]) => ({ start: fromMinutes(start), end: fromMinutes((start + length) % 1440) }));

const quiet: fc.Arbitrary<Hours> = fc
  .tuple(fc.nat(1439), fc.integer({ min: 1, max: 240 }))
  .map(([start, length]) => ({ start: fromMinutes(start), end: fromMinutes((start + length) % 1440) }));

export const quietHours: fc.Arbitrary<readonly Hours[]> = fc.array(quiet, { maxLength: 3 });

/** Inputs with one signal schedule; `gapShare` is the gap as a share of the day's block, null for the default. */
export const signalInputs: fc.Arbitrary<PlanInput> = fc
  .record({
    ...{ zone: fc.constantFrom(...zones), date: dates, hours, quietHours },
    ...{ count: fc.integer({ min: 1, max: 10 }), gap: fc.option(fc.integer({ min: 0, max: 60 })) },
    ...{ participantId: fc.string(), planSeed: fc.string(), planVersion: fc.nat(5) },
  })
  .map(({ zone, date, count, gap, ...drawn }) =>
    inputOf({
      ...{
        date,
        participantId: drawn.participantId,
        planSeed: drawn.planSeed,
        planVersion: drawn.planVersion,
      },
      settings: { zone, hours: drawn.hours, quietHours: drawn.quietHours, count },
      protocol: protocolOf({ schedules: [signal({ minimumGapMinutes: gap ?? undefined })] }),
    }),
  );

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:MM:SS` on the clocks of a zone, by another way than the engine's. */
export function wallClock(instant: number, zone: string): string {
  const known = formats.get(zone);
  const format =
    known ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, format);
  return format.format(instant);
}
