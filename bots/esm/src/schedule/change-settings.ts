import { dayWindow, isInside, runningDate } from './day-window.ts';
import { addDays, type LocalDate } from './local-time.ts';
import { hoursFor, type Protocol, quietHoursFor, type Settings } from './protocol.ts';

/** A stored beep that a change of settings may concern. */
export interface StoredBeep {
  readonly schedule: string;
  readonly date: LocalDate;
  readonly number: number;
  readonly at: number;
  /** False for beeps that are still only planned. */
  readonly sent: boolean;
}

/** What a change of zone, hours, quiet hours or count does to stored beeps. */
export interface SettingsChange<Beep> {
  /** Keep their instants. */
  readonly kept: readonly Beep[];
  /** Of today, outside the new window: become `cancelled`. */
  readonly cancelled: readonly Beep[];
  /** Of later dates: removed, their dates are planned anew. */
  readonly replaced: readonly Beep[];
  /** First date to plan with the new settings and a new plan version. */
  readonly replanFrom: LocalDate;
}

/**
 * Decides what a change of settings at `now` does. Today's unsent beeps stay where they are inside the new
 * window, else they are cancelled; tomorrow is planned anew. Today is the running date in the new zone; a date
 * of which beeps were sent or stay is never planned again, also not after a flight over the date line.
 */
export function changeSettings<Beep extends StoredBeep>(
  beeps: readonly Beep[],
  now: number,
  protocol: Protocol,
  after: Settings,
): SettingsChange<Beep> {
  const today = runningDate(now, after.zone, hoursFor(protocol, after));
  const kept: Beep[] = [];
  const cancelled: Beep[] = [];
  const replaced: Beep[] = [];
  for (const beep of beeps.filter((one) => !one.sent)) {
    if (fitsToday(beep, today, protocol, after)) kept.push(beep);
    else if (beep.date <= today) cancelled.push(beep);
    else replaced.push(beep);
  }
  const used = [...beeps.filter((one) => one.sent), ...kept].map((beep) => beep.date);
  const last = [today, ...used].sort().at(-1) ?? today;
  return {
    kept,
    cancelled: [...cancelled, ...replaced.filter((beep) => beep.date <= last)],
    replaced: replaced.filter((beep) => beep.date > last),
    replanFrom: addDays(last, 1),
  };
}

function fitsToday(beep: StoredBeep, today: LocalDate, protocol: Protocol, after: Settings): boolean {
  const schedule = protocol.schedules.find((one) => one.name === beep.schedule);
  if (schedule === undefined || schedule.kind === 'event') return false;
  const hours = hoursFor(protocol, after, schedule);
  const window = dayWindow(today, after.zone, hours, quietHoursFor(protocol, after));
  return window !== null && isInside(window, beep.at);
}
