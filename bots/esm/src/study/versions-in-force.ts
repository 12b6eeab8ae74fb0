import { type LocalDate, toLocal } from '../schedule/local-time.ts';
import type { VersionKind } from './check-definition.ts';

/** One version of a study, without its content. */
export type VersionMark = {
  readonly kind: VersionKind;
  readonly version: number;
  /** The instrument's name; empty for the other kinds. */
  readonly name: string;
  /** SHA-256 of the definition, hexadecimal. */
  readonly hash: string;
  /** Ms since the epoch; null: from the beginning. */
  readonly inForceAt: number | null;
};

/**
 * Whether a version holds on a local date of somebody whose clocks are those of `zone`: a change to an open study
 * begins with the local day after it.
 */
export function isInForce(mark: VersionMark, date: LocalDate, zone: string): boolean {
  return mark.inForceAt === null || toLocal(mark.inForceAt, zone).date < date;
}

/** The newest version of a kind (and name, where given) that holds on that date; null when none does. */
export function versionOn(
  marks: readonly VersionMark[],
  kind: VersionKind,
  date: LocalDate,
  zone: string,
  isMeant: (mark: VersionMark) => boolean = () => true,
): VersionMark | null {
  let newest: VersionMark | null = null;
  for (const mark of marks) {
    if (mark.kind !== kind || !isMeant(mark) || !isInForce(mark, date, zone)) continue;
    if (newest === null || mark.version > newest.version) newest = mark;
  }
  return newest;
}

/**
 * The instrument of a schedule: the newest of the name that the schedule gives; without one the newest of those
 * that no schedule names, and where schedules name all of them, the newest.
 */
export function instrumentMarkOn(
  marks: readonly VersionMark[],
  namedBySchedules: readonly string[],
  wanted: string | undefined,
  date: LocalDate,
  zone: string,
): VersionMark | null {
  if (wanted !== undefined) return versionOn(marks, 'instrument', date, zone, ({ name }) => name === wanted);
  return (
    versionOn(marks, 'instrument', date, zone, ({ name }) => !namedBySchedules.includes(name)) ??
    versionOn(marks, 'instrument', date, zone)
  );
}
