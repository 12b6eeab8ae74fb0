import type { OutgoingMessage } from 'opora';
import { forgetBeep } from '../beeps/beep-list.ts';
import { closeBeep } from '../beeps/close-beep.ts';
import { suspendBeeps } from '../beeps/suspend-beeps.ts';
import { changeParticipation } from '../joining/membership.ts';
import { isSignalled } from '../joining/participation.ts';
import { partFor, type Session, say, textsFor } from '../session.ts';
import { pauseTimer } from '../settings/pause.ts';
import { stopSurvey } from '../survey/open-survey.ts';
import { noteWithdrawal } from '../training/follow-dropout.ts';
import { askDeletion } from './delete-data.ts';

/** `/withdraw`: no signal any more, from this Turn on; then it asks whether the data stay. */
export function withdraw(session: Session): void {
  const { participation } = session.state;
  if (participation === null) {
    say(session, partFor(session).noPart);
    return;
  }
  endTakingPart(session);
  session.state = { ...session.state, dialog: { asks: 'withdrawal' } };
}

/** The question that a withdrawal leaves, with its buttons. */
export function withdrawalMessage(session: Session): OutgoingMessage {
  const texts = partFor(session);
  return {
    text: texts.withdrawn,
    buttons: [
      [{ code: 'w:keep', label: texts.withdrawKeep }],
      [{ code: 'w:delete', label: texts.withdrawDelete }],
    ],
  };
}

/** Ends everything that is under way for a participant; data and consent stay as they are. */
export function endTakingPart(session: Session): void {
  const { context } = session;
  const { participation } = session.state;
  if (participation === null || participation.status === 'withdrawn') return;
  suspendBeeps(session, 'withdrawal');
  if (session.state.survey !== null) closeSurvey(session);
  for (const beep of session.state.beeps.open) {
    if (beep.preview) continue;
    if (beep.status === 'sent') closeBeep(session, beep, 'expired', context.now);
    else forgetBeep(session, beep.id);
  }
  context.cancel(pauseTimer);
  noteWithdrawal(session);
  const resumesAs = isSignalled(participation.status) ? participation.status : participation.resumesAs;
  changeParticipation(session, { status: 'withdrawn', resumesAs, pause: null, refusals: 0 });
  session.state = { ...session.state, dialog: null };
}

/** A press after a withdrawal: `w:<keep|delete>`. */
export function pressWithdrawal(session: Session, code: string): void {
  session.prompt = false;
  if (session.state.participation?.status !== 'withdrawn') say(session, textsFor(session).staleButton);
  else if (code === 'w:delete') askDeletion(session);
  else say(session, partFor(session).withdrawKept);
}

function closeSurvey(session: Session): void {
  const beepId = session.state.survey?.beepId ?? null;
  const beep = session.state.beeps.open.find(({ id }) => id === beepId);
  if (beep === undefined) stopSurvey(session, session.context.now);
  else closeBeep(session, beep, 'partial', session.context.now);
}
