import { isOverMidnight } from './clock-time.ts';
import { dayWindow } from './day-window.ts';
import { largestGapShare, shortestBlockSeconds } from './draw-signals.ts';
import { isZone } from './local-time.ts';
import { type Hours, hoursFor, type Protocol, quietHoursFor, type Settings } from './protocol.ts';

/** Most quiet periods a day. */
export const mostQuietPeriods = 3;
/** Fewest and most beeps a participant may ask for. */
export const countLimits = { fewest: 1, most: 10 } as const;

/** Why settings cannot be taken, with the figures the sentence names. */
export type SettingsProblem =
  | { readonly kind: 'not-allowed'; readonly what: 'hours' | 'count' | 'zone' | 'quietHours' }
  | { readonly kind: 'zone' }
  | { readonly kind: 'same-time' }
  | { readonly kind: 'over-midnight'; readonly start: string; readonly end: string }
  | { readonly kind: 'count' }
  | { readonly kind: 'quiet-count' }
  | RoomProblem;

/** Why beeps do not fit into the hours. */
export type RoomProblem =
  | { readonly kind: 'too-short'; readonly minutes: number; readonly count: number }
  | {
      readonly kind: 'gap';
      readonly gapMinutes: number;
      readonly maximumMinutes: number;
      readonly count: number;
    };

/**
 * Every problem of a participant's change `before` → `settings`; none means it can be taken. Times must be
 * `HH:MM`, as `parseClockTime` gives them; throws RangeError for others.
 */
export function checkSettings(
  protocol: Protocol,
  before: Settings,
  settings: Settings,
): readonly SettingsProblem[] {
  const { choices } = protocol;
  const problems: SettingsProblem[] = [];
  for (const what of ['hours', 'count', 'zone', 'quietHours'] as const) {
    const isChanged = JSON.stringify(settings[what]) !== JSON.stringify(before[what]);
    if (isChanged && !choices[what]) problems.push({ kind: 'not-allowed', what });
  }
  if (!isZone(settings.zone)) problems.push({ kind: 'zone' });
  const { count } = settings;
  if (count !== undefined && !isCount(count)) problems.push({ kind: 'count' });
  const quietHours = quietHoursFor(protocol, settings);
  if (quietHours.length > mostQuietPeriods) problems.push({ kind: 'quiet-count' });
  const hours = hoursFor(protocol, settings);
  const own = [hours, ...quietHours];
  if (own.some(({ start, end }) => start === end)) problems.push({ kind: 'same-time' });
  else if (settings.hours !== undefined && !choices.overMidnight && isOverMidnight(hours)) {
    problems.push({ kind: 'over-midnight', ...hours });
  }
  return problems.length > 0 ? problems : roomProblems(protocol, settings);
}

/** The largest gap that `count` beeps in these hours allow, in whole minutes. */
export function maximumGapMinutes(hours: Hours, quietHours: readonly Hours[], count: number): number {
  return Math.floor((activeMinutes(hours, quietHours) / count) * largestGapShare);
}

/** Minutes of an ordinary day's window, quiet hours not counted. */
function activeMinutes(hours: Hours, quietHours: readonly Hours[]): number {
  // Any date of a zone without changes of its clocks.
  return (dayWindow('2000-01-01', 'UTC', hours, quietHours)?.seconds ?? 0) / 60;
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= countLimits.fewest && count <= countLimits.most;
}

/** Whether the beeps of every schedule fit into the hours less quiet hours, with their gaps. */
export function roomProblems(protocol: Protocol, settings: Settings): readonly RoomProblem[] {
  const quietHours = quietHoursFor(protocol, settings);
  return protocol.schedules.flatMap((schedule): readonly RoomProblem[] => {
    if (schedule.kind === 'event') return [];
    const hours = hoursFor(protocol, settings, schedule);
    const count = schedule.kind === 'signal' ? (settings.count ?? schedule.count) : 1;
    const minutes = activeMinutes(hours, quietHours);
    if ((minutes * 60) / count < shortestBlockSeconds) return [{ kind: 'too-short', minutes, count }];
    const gapMinutes = schedule.kind === 'signal' ? schedule.minimumGapMinutes : undefined;
    const maximumMinutes = maximumGapMinutes(hours, quietHours, count);
    if (gapMinutes === undefined || gapMinutes <= maximumMinutes) return [];
    return [{ kind: 'gap', gapMinutes, maximumMinutes, count }];
  });
}
