import type { FaultClass } from '../validator/report.ts';
import { type RecurringClass, recurrence } from './patterns.ts';

/**
 * Classes that count in at least three of the newest ten moment reports (given newest first), most frequent first; none
 * before there are ten reports.
 */
export function recurringClasses(reports: readonly (readonly FaultClass[])[]): readonly RecurringClass[] {
  const newest = reports.slice(0, recurrence.reports);
  if (newest.length < recurrence.reports) return [];
  const times = new Map<FaultClass, number>();
  for (const report of newest) for (const id of new Set(report)) times.set(id, (times.get(id) ?? 0) + 1);
  return [...times]
    .filter(([, count]) => count >= recurrence.times)
    .map(([id, count]) => ({ id, times: count, of: newest.length }))
    .sort((one, other) => other.times - one.times || (one.id < other.id ? -1 : 1));
}
