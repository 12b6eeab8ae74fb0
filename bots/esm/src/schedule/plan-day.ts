import { span } from './clock-time.ts';
import { type DayWindow, dayWindow, isInside } from './day-window.ts';
import { clearanceMs, drawSignals } from './draw-signals.ts';
import { createDraws } from './draw-stream.ts';
import { type LocalDate, toInstant } from './local-time.ts';
import {
  type BeepSchedule,
  hoursFor,
  type IntervalSchedule,
  type OnceSchedule,
  type Protocol,
  quietHoursFor,
  type Settings,
} from './protocol.ts';
import { lastStudyDay, minuteInHours, studyDayOf, waveOn } from './study-days.ts';

/** Everything a plan depends on; equal inputs give the same plan on every machine. */
export interface PlanInput {
  readonly protocol: Protocol;
  readonly settings: Settings;
  readonly participantId: string;
  readonly date: LocalDate;
  /** First study date of the participant. */
  readonly firstDate: LocalDate;
  /** Joining: only the blocks that begin at or after this instant are used. Ms since the epoch. */
  readonly joinedAt?: number | undefined;
  readonly planSeed: string;
  readonly planVersion: number;
}

/** A beep to be stored; unique by participant, schedule, date and number. */
export interface PlannedBeep {
  readonly schedule: string;
  readonly kind: BeepSchedule['kind'];
  readonly date: LocalDate;
  /** From 1 within schedule and date; of its block, its place in the list of times, or 1. */
  readonly number: number;
  readonly studyDay: number;
  /** Null for an entry or exit outside the waves. */
  readonly wave: string | null;
  /** Ms since the epoch, on a whole second. */
  readonly at: number;
  /** When its block begins; `at` where there are no blocks. */
  readonly blockStart: number;
}

/**
 * Plans one local date: all schedules, in order of time, no two beeps at one instant. Fixed beeps come first
 * (entry and exit, then intervals); signals are drawn around them.
 */
export function planDay(input: PlanInput): readonly PlannedBeep[] {
  const studyDay = studyDayOf(input.date, input.firstDate);
  const wave = waveOn(input.protocol.waves, studyDay)?.name ?? null;
  const schedules = input.protocol.schedules.filter((one) => one.kind !== 'event');
  const order = { once: 0, interval: 1, signal: 2 } as const;
  const sorted = schedules.toSorted((one, other) => order[one.kind] - order[other.kind]);
  const beeps: PlannedBeep[] = [];
  for (const schedule of sorted) {
    const due = schedule.kind === 'once' ? isOnceDay(schedule, input.protocol, studyDay) : wave !== null;
    const window = due ? windowOf(input, schedule) : null;
    if (window === null) continue;
    const taken = beeps.map((beep) => beep.at);
    const found = instantsOf(input, schedule, window, taken).map((one) => ({
      ...{ schedule: schedule.name, kind: schedule.kind, date: input.date, studyDay, wave },
      ...one,
    }));
    beeps.push(...found);
  }
  const { joinedAt } = input;
  return beeps
    .filter((beep) => joinedAt === undefined || beep.blockStart >= joinedAt)
    .sort((one, other) => one.at - other.at);
}

type Placed = Pick<PlannedBeep, 'number' | 'at' | 'blockStart'>;

function windowOf({ protocol, settings, date }: PlanInput, schedule: BeepSchedule): DayWindow | null {
  const hours = hoursFor(protocol, settings, schedule);
  return dayWindow(date, settings.zone, hours, quietHoursFor(protocol, settings));
}

function instantsOf(
  input: PlanInput,
  schedule: BeepSchedule,
  window: DayWindow,
  taken: readonly number[],
): readonly Placed[] {
  if (schedule.kind === 'signal') {
    const { participantId, date, planSeed, planVersion, settings } = input;
    const draw = createDraws(planSeed, [participantId, date, schedule.name, planVersion]);
    return drawSignals(window, settings.count ?? schedule.count, schedule, taken, draw);
  }
  const hours = hoursFor(input.protocol, input.settings, schedule);
  const wanted =
    schedule.kind === 'once'
      ? [onceAt(input, schedule, window)]
      : intervalInstants(schedule, window, input.settings.zone, span(hours).start);
  return placeFixed(wanted, window, taken);
}

function isOnceDay(schedule: OnceSchedule, protocol: Protocol, studyDay: number): boolean {
  return studyDay === (schedule.at === 'entry' ? 1 : lastStudyDay(protocol.waves));
}

/** An entry comes as early as window and joining allow, an exit so that it expires with the window. */
function onceAt(input: PlanInput, schedule: OnceSchedule, window: DayWindow): number {
  const last = window.stretches.at(-1) ?? window;
  const { start } = span(hoursFor(input.protocol, input.settings, schedule));
  const wanted =
    schedule.time === undefined
      ? schedule.at === 'entry'
        ? window.from
        : Math.max(last.from, last.to - schedule.timing.expiryMinutes * 60_000)
      : toInstant(window.date, minuteInHours(schedule.time, start), input.settings.zone);
  if (schedule.at === 'exit') return wanted;
  const earliest = Math.max(wanted, Math.ceil((input.joinedAt ?? 0) / 1000) * 1000);
  const stretch = window.stretches.find(({ to }) => earliest < to);
  return Math.max(earliest, stretch?.from ?? earliest);
}

function intervalInstants(
  schedule: IntervalSchedule,
  window: DayWindow,
  zone: string,
  startMinute: number,
): readonly number[] {
  const { times, everyMinutes } = schedule;
  if (times !== undefined) {
    return times.map((time) => toInstant(window.date, minuteInHours(time, startMinute), zone));
  }
  const step = (everyMinutes ?? 0) * 60_000;
  if (step <= 0) return [];
  const count = Math.ceil((window.to - window.from) / step);
  return Array.from({ length: count }, (_, index) => window.from + index * step);
}

/**
 * Keeps what lies inside the window. Two times of one schedule that the clocks make one instant are one beep;
 * one that meets another schedule's beep moves on by minutes, and is left out where the window ends first.
 */
function placeFixed(
  wanted: readonly number[],
  window: DayWindow,
  taken: readonly number[],
): readonly Placed[] {
  const placed = new Map<number, Placed>();
  for (const [index, instant] of wanted.entries()) {
    if (wanted.indexOf(instant) !== index) continue;
    let at = instant;
    const isTaken = (): boolean =>
      placed.has(at) || taken.some((other) => Math.abs(other - at) < clearanceMs);
    if (!isInside(window, at)) continue;
    while (isInside(window, at) && isTaken()) at += clearanceMs;
    if (isInside(window, at)) placed.set(at, { number: index + 1, at, blockStart: at });
  }
  return [...placed.values()];
}
