import { span } from './clock-time.ts';
import { addDays, type LocalDate, toInstant, toLocal } from './local-time.ts';
import type { Hours } from './protocol.ts';

/** A stretch of time, ms since the epoch, `to` excluded. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The time in which beeps of one local date may fall. */
export interface DayWindow extends Stretch {
  readonly date: LocalDate;
  /** The window less quiet hours, in order. */
  readonly stretches: readonly Stretch[];
  /** Their length in whole real seconds. */
  readonly seconds: number;
}

/**
 * The window of `date` in real time, quiet hours cut out. Null where the clocks leave nothing of it: a window
 * that lies in the hour jumped over, or a date that the zone skipped.
 */
export function dayWindow(
  date: LocalDate,
  zone: string,
  hours: Hours,
  quietHours: readonly Hours[],
): DayWindow | null {
  const whole = stretchOn(date, zone, hours);
  if (whole.from >= whole.to || toLocal(whole.from, zone).date !== date) return null;
  // Quiet hours of the days around reach into this window when either of them passes midnight.
  const quiet = [-1, 0, 1].flatMap((days) =>
    quietHours.map((one) => stretchOn(addDays(date, days), zone, one)),
  );
  const stretches = quiet.reduce<readonly Stretch[]>(cutOut, [whole]);
  const seconds = stretches.reduce((sum, { from, to }) => sum + (to - from) / 1000, 0);
  return { date, ...whole, stretches, seconds: Math.floor(seconds) };
}

/** The instant `second` seconds into the window, quiet hours not counted. */
export function instantAt(window: DayWindow, second: number): number {
  let left = second * 1000;
  for (const { from, to } of window.stretches) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  return window.to;
}

/** Whether a beep may fall on `instant`: inside the window and not in quiet hours. */
export function isInside(window: DayWindow, instant: number): boolean {
  return window.stretches.some(({ from, to }) => from <= instant && instant < to);
}

/** Whether the clocks of `zone` stand in quiet hours at `instant`. */
export function isQuiet(instant: number, zone: string, quietHours: readonly Hours[]): boolean {
  if (quietHours.length === 0) return false;
  const { date } = toLocal(instant, zone);
  return [-1, 0].some((days) =>
    quietHours.some((one) => {
      const { from, to } = stretchOn(addDays(date, days), zone, one);
      return from <= instant && instant < to;
    }),
  );
}

/** The date whose window holds `instant`, or the calendar's date there: after midnight it may be the day before. */
export function runningDate(instant: number, zone: string, hours: Hours): LocalDate {
  const { date } = toLocal(instant, zone);
  const yesterday = addDays(date, -1);
  return instant < stretchOn(yesterday, zone, hours).to ? yesterday : date;
}

function stretchOn(date: LocalDate, zone: string, hours: Hours): Stretch {
  const { start, end } = span(hours);
  return { from: toInstant(date, start, zone), to: toInstant(date, end, zone) };
}

function cutOut(stretches: readonly Stretch[], quiet: Stretch): readonly Stretch[] {
  if (quiet.from >= quiet.to) return stretches;
  return stretches.flatMap(({ from, to }) =>
    [
      { from, to: Math.min(to, quiet.from) },
      { from: Math.max(from, quiet.to), to },
    ].filter((part) => part.from < part.to),
  );
}
