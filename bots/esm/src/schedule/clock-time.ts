import type { Hours } from './protocol.ts';

/** Minutes of a day. */
export const dayMinutes = 1440;

/** Minutes after midnight of an `HH:MM`, 0–1440; null when the text is no such time. */
export function toMinutes(time: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || minutes > 59 || hours * 60 + minutes > dayMinutes) return null;
  return hours * 60 + minutes;
}

/** `HH:MM` of minutes after midnight; 1440 is `24:00`. */
export function fromMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whether the hours run past midnight into the next day. Ending at midnight is not past it. */
export function isOverMidnight(hours: Hours): boolean {
  return span(hours).end > dayMinutes;
}

/** Minutes after the midnight that begins the day; `end` is after `start`. Throws RangeError for no times. */
export function span(hours: Hours): { readonly start: number; readonly end: number } {
  const start = toMinutes(hours.start);
  const end = toMinutes(hours.end);
  if (start === null || end === null) {
    throw new RangeError(`${hours.start}–${hours.end} are no hours; write them as 09:00 and 21:00.`);
  }
  return { start, end: end <= start ? end + dayMinutes : end };
}
