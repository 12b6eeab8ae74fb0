import { toMinutes } from '../../../src/schedule/clock-time.ts';
import { type DayWindow, dayWindow, instantAt } from '../../../src/schedule/day-window.ts';
import { addDays, type LocalDate, toLocal } from '../../../src/schedule/local-time.ts';
import { planDay } from '../../../src/schedule/plan-day.ts';
import { hoursFor, type Protocol, quietHoursFor, type Settings } from '../../../src/schedule/protocol.ts';
import { lastStudyDay, waveOn } from '../../../src/schedule/study-days.ts';

/** What can become of a stored beep. */
export const beepStatuses = [
  'planned',
  'sent',
  'opened',
  'completed',
  'partial',
  'expired',
  'skipped',
  'failed',
  'missed',
  'cancelled',
] as const;
export type BeepStatus = (typeof beepStatuses)[number];

/** A beep of a drawn day. Minutes count from the midnight that begins the date; 1440 and more are the next day. */
export interface PlanMark {
  readonly schedule: string;
  readonly kind: 'signal' | 'interval' | 'once';
  readonly number: number;
  readonly minute: number;
  /** When it expires unopened. */
  readonly expiryMinute: number;
  /** What became of a stored beep; absent in examples. */
  readonly status?: BeepStatus;
}

/** One day of a plan, ready to be drawn. */
export interface PlanDay {
  readonly studyDay: number;
  readonly date: LocalDate;
  readonly wave: string | null;
  /** Stretches in which beeps may fall: the window less quiet hours. */
  readonly stretches: readonly { readonly from: number; readonly to: number }[];
  /** Where blocks of the first random schedule begin. */
  readonly edges: readonly number[];
  readonly marks: readonly PlanMark[];
}

/** What a simulation needs besides the protocol. */
export interface SimulationInput {
  readonly protocol: Protocol;
  readonly zone: string;
  readonly firstDate: LocalDate;
  /** Another seed draws another example. */
  readonly seed: string;
  /** Most days, counted over those with beeps. */
  readonly mostDays: number;
}

/** Study days on which something is sent. */
export function busyDays(protocol: Protocol): readonly number[] {
  const last = lastStudyDay(protocol.waves);
  return Array.from({ length: last }, (_, index) => index + 1).filter(
    (day) => waveOn(protocol.waves, day) !== null,
  );
}

/** Draws the first days of a plan as one participant could get them. */
export function simulatePlan(input: SimulationInput): readonly PlanDay[] {
  return busyDays(input.protocol)
    .slice(0, input.mostDays)
    .map((studyDay) => simulateDay(input, studyDay));
}

function simulateDay({ protocol, zone, firstDate, seed }: SimulationInput, studyDay: number): PlanDay {
  const settings: Settings = { zone };
  const date = addDays(firstDate, studyDay - 1);
  const minute = (instant: number): number => minuteOf(instant, date, zone);
  const window = dayWindow(date, zone, hoursFor(protocol, settings), quietHoursFor(protocol, settings));
  const beeps = planDay({
    ...{ protocol, settings, date, firstDate, planSeed: seed, planVersion: 1 },
    participantId: 'example',
  });
  const expiries = new Map(
    protocol.schedules.map((one) => [one.name, one.kind === 'event' ? 0 : one.timing.expiryMinutes]),
  );
  return {
    studyDay,
    date,
    wave: waveOn(protocol.waves, studyDay)?.name ?? null,
    stretches: (window?.stretches ?? []).map(({ from, to }) => ({ from: minute(from), to: minute(to) })),
    edges: edgesOf(protocol, window).map(minute),
    marks: beeps.map((beep) => ({
      ...{ schedule: beep.schedule, kind: beep.kind, number: beep.number, minute: minute(beep.at) },
      expiryMinute: minute(beep.at) + (expiries.get(beep.schedule) ?? 0),
    })),
  };
}

/** What the clocks show, counted from the midnight of `date`. */
export function minuteOf(instant: number, date: LocalDate, zone: string): number {
  const local = toLocal(instant, zone);
  const days = Math.round((Date.parse(`${local.date}T00:00Z`) - Date.parse(`${date}T00:00Z`)) / 86_400_000);
  return days * 1440 + local.minute;
}

function edgesOf(protocol: Protocol, window: DayWindow | null): readonly number[] {
  const schedule = protocol.schedules.find((one) => one.kind === 'signal' && one.hours === undefined);
  if (window === null || schedule?.kind !== 'signal') return [];
  return Array.from({ length: schedule.count }, (_, index) =>
    instantAt(window, Math.floor((index * window.seconds) / schedule.count)),
  );
}

/** The hours that a drawing of these days must show, as minutes on whole hours. */
export function hoursShown(days: readonly PlanDay[]): { readonly from: number; readonly to: number } {
  const minutes = days.flatMap(({ stretches, marks }) => [
    ...stretches.flatMap(({ from, to }) => [from, to]),
    ...marks.map((mark) => mark.minute),
  ]);
  const from = Math.min(...minutes, toMinutes('09:00') ?? 0);
  const to = Math.max(...minutes, from + 60);
  return { from: Math.floor(from / 60) * 60, to: Math.ceil(to / 60) * 60 };
}
