import type { AuditEntry } from '../api/audit.ts';

/** What is looked for; empty texts mean anything. Dates are days of the browser's clock. */
export interface AuditFilter {
  readonly actor: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
  /** A part of a pseudonym. */
  readonly participant: string;
}

/** Nothing in particular. */
export const noFilter: AuditFilter = { actor: '', action: '', from: '', to: '', participant: '' };

/** Whether anything is looked for. */
export function isFiltering(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

/** The beginning of a day of the browser's clock, or its end, ms since the epoch. */
function borderOf(date: string, isEnd: boolean): number | null {
  return date === '' ? null : Date.parse(`${date}T${isEnd ? '23:59:59.999' : '00:00:00'}`);
}

/** The entries that a filter means. */
export function filterAudit(entries: readonly AuditEntry[], filter: AuditFilter): readonly AuditEntry[] {
  const from = borderOf(filter.from, false);
  const to = borderOf(filter.to, true);
  const participant = filter.participant.trim().toUpperCase();
  return entries.filter(
    ({ actor, action, at, pseudonym }) =>
      (filter.actor === '' || actor === filter.actor) &&
      (filter.action === '' || action === filter.action) &&
      (participant === '' || (pseudonym ?? '').toUpperCase().includes(participant)) &&
      (from === null || (at !== null && at >= from)) &&
      (to === null || (at !== null && at <= to)),
  );
}

/** Whether entries older than these can still match: the newest come first. */
export function canOlderMatch(entries: readonly AuditEntry[], filter: AuditFilter): boolean {
  const from = borderOf(filter.from, false);
  const oldest = entries.at(-1)?.at ?? null;
  return from === null || oldest === null || oldest >= from;
}
