import { toMinutes } from './clock-time.ts';
import { dayWindow, runningDate } from './day-window.ts';
import { addDays, daysBetween, type LocalDate, toLocal } from './local-time.ts';
import { hoursFor, type Protocol, quietHoursFor, type Settings, type Wave } from './protocol.ts';

const hourMs = 3_600_000;

/** The study day of `date`, 1 on the first; 0 and less before it. */
export function studyDayOf(date: LocalDate, firstDate: LocalDate): number {
  return daysBetween(firstDate, date) + 1;
}

/** The wave of a study day; null between waves. */
export function waveOn(waves: readonly Wave[], studyDay: number): Wave | null {
  return waves.find((wave) => wave.startDay <= studyDay && studyDay < wave.startDay + wave.days) ?? null;
}

/** The last day of the last wave; 0 without waves. */
export function lastStudyDay(waves: readonly Wave[]): number {
  return Math.max(0, ...waves.map((wave) => wave.startDay + wave.days - 1));
}

/** `count` waves of `days` days that begin every `every` days: bursts of 4 days every 14, for example. */
export function burstWaves(days: number, every: number, count: number): readonly Wave[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `burst-${index + 1}`,
    startDay: index * every + 1,
    days,
  }));
}

/** The first study date of somebody who joins at `instant`: the running one while any of its window is left. */
export function firstStudyDate(instant: number, protocol: Protocol, settings: Settings): LocalDate {
  const hours = hoursFor(protocol, settings);
  const date = runningDate(instant, settings.zone, hours);
  const window = dayWindow(date, settings.zone, hours, quietHoursFor(protocol, settings));
  const last = window?.stretches.at(-1)?.to ?? 0;
  return instant < last ? date : addDays(date, 1);
}

/**
 * The dates whose plans must be stored now, so that every beep of the next `aheadMs` is (default 36 h: 24 h
 * and half a day until the next planning). The running date comes first; planning a date again is harmless.
 */
export function datesToPlan(
  now: number,
  protocol: Protocol,
  settings: Settings,
  aheadMs: number = 36 * hourMs,
): readonly LocalDate[] {
  const first = runningDate(now, settings.zone, hoursFor(protocol, settings));
  const last = toLocal(now + aheadMs, settings.zone).date;
  const dates: LocalDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Whether one more event may be reported on a study day; `reported` counts those of that date. */
export function mayReportEvent(
  protocol: Protocol,
  schedule: string,
  studyDay: number,
  reported: number,
): 'allowed' | 'no-schedule' | 'outside-waves' | 'limit' {
  const found = protocol.schedules.find((one) => one.kind === 'event' && one.name === schedule);
  if (found?.kind !== 'event') return 'no-schedule';
  if (waveOn(protocol.waves, studyDay) === null) return 'outside-waves';
  return reported < found.maxPerDay ? 'allowed' : 'limit';
}

/** Minutes after the midnight that begins the date, for a time inside hours that may pass midnight. */
export function minuteInHours(time: string, startMinute: number): number {
  const minute = toMinutes(time) ?? 0;
  return minute < startMinute ? minute + 1440 : minute;
}
