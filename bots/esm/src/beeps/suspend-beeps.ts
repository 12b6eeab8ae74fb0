import { type CancelReason, cancelBeeps } from '../postgres/beep-cancel.ts';
import type { Session } from '../session.ts';
import { beepTimer, isPreviewBeep, planTimer } from './beep-id.ts';

/** Cancels every beep to come at once, with the planning of further ones. Beeps of a preview go on. */
export function suspendBeeps(session: Session, reason: CancelReason): void {
  const { context, state } = session;
  const { planned } = state.beeps;
  const ids = planned.map(([id]) => id).filter((id) => !isPreviewBeep(id));
  context.cancel(planTimer);
  if (ids.length === 0) return;
  for (const id of ids) context.cancel(beepTimer(id));
  session.state = {
    ...state,
    beeps: { ...state.beeps, planned: planned.filter(([id]) => isPreviewBeep(id)) },
  };
  context.write(cancelBeeps(context.conversationId, ids, reason, context.now));
}
