import { passingReasons } from '../postgres/beep-cancel.ts';
import { type BeepRow, selectBeepsFrom } from '../postgres/beep-select-from.ts';
import { readOnce, type Session } from '../session.ts';

/** Beeps from a date on as they were before this Turn. */
export function readBeepsFrom(session: Session, date: string): Promise<readonly BeepRow[]> {
  const { context } = session;
  return readOnce(session, `beeps-from:${date}`, () =>
    context.database.query<BeepRow>(selectBeepsFrom(context.conversationId, date)),
  );
}

/** Whether a beep is cancelled only for now: it is planned again when the reason ends before its instant. */
export function isSuspended({ status, cancelled_for }: BeepRow): boolean {
  return status === 'cancelled' && passingReasons.has(cancelled_for ?? '');
}

/** Whether a beep has not been sent and may still be. */
export function isToCome(row: BeepRow): boolean {
  return row.status === 'planned' || isSuspended(row);
}
