import { changeParticipation } from '../joining/membership.ts';
import { deletePlannedBeeps } from '../postgres/beep-delete-planned.ts';
import type { LocalDate } from '../schedule/local-time.ts';
import type { Session } from '../session.ts';
import { beepTimer } from './beep-id.ts';

/** Removes beeps that were never sent, with their timers. */
export function removePlanned(session: Session, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const { context, state } = session;
  for (const id of ids) context.cancel(beepTimer(id));
  context.write(deletePlannedBeeps(context.conversationId, ids));
  const gone = new Set(ids);
  const planned = state.beeps.planned.filter(([id]) => !gone.has(id));
  session.state = { ...state, beeps: { ...state.beeps, planned } };
}

/** Has the dates after `last` planned by the next planning, under a new plan version. */
export function replanFrom(session: Session, last: LocalDate, planVersion: number): void {
  const { participation } = session.state;
  if (participation === null) return;
  const { plannedThrough } = participation;
  const kept = plannedThrough !== null && last < plannedThrough ? last : plannedThrough;
  changeParticipation(session, { plannedThrough: kept, planVersion });
}
