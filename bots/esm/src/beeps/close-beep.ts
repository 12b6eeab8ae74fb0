import { saveBeep } from '../postgres/beep-save.ts';
import type { Session } from '../session.ts';
import { stopSurvey } from '../survey/open-survey.ts';
import { expiryOf, forgetBeep, openBeep } from './beep-list.ts';
import type { OpenBeep } from './beep-state.ts';

/** How a beep that was sent can end. */
export type BeepEnd = 'completed' | 'partial' | 'expired' | 'skipped' | 'failed';

/** Ends an open beep at `at` (ms since the epoch); a survey that is still open for it is kept as partial. */
export function closeBeep(session: Session, beep: OpenBeep, status: BeepEnd, at: number): void {
  const { context } = session;
  if (session.state.survey?.beepId === beep.id) stopSurvey(session, at);
  // Whoever did not refuse a signal until its end has received it.
  if (status !== 'failed' && !beep.preview) noteReached(session);
  forgetBeep(session, beep.id);
  session.beepEnds.set(beep.id, status);
  context.write(
    saveBeep(context.conversationId, {
      beep,
      status,
      expiresAt: expiryOf(beep),
      completedAt: status === 'completed' ? at : null,
      closedAt: at,
      sentBy: null,
    }),
  );
}

/** Ends the beeps whose surveys have ended in this Turn; surveys of no beep change nothing. */
export function endBeepsOfSurveys(session: Session): void {
  for (const { beepId, status, at } of session.surveyEnds.splice(0)) {
    const beep = beepId === null ? undefined : openBeep(session, beepId);
    if (beep !== undefined) closeBeep(session, beep, status, at);
  }
}

function noteReached(session: Session): void {
  const { participation } = session.state;
  if (participation === null || participation.refusals === 0) return;
  session.state = { ...session.state, participation: { ...participation, refusals: 0 } };
}
