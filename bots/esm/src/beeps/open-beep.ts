import { memberOf } from '../joining/membership.ts';
import { saveBeep } from '../postgres/beep-save.ts';
import { selectBeepStatus } from '../postgres/beep-select-status.ts';
import { beepSeed } from '../schedule/beep-seed.ts';
import { type BeepStatus, decideBeep, decideOpening } from '../schedule/decide-beep.ts';
import { partFor, readOnce, type Session, say, textsFor } from '../session.ts';
import { beginSurvey, stopSurvey } from '../survey/open-survey.ts';
import { previewOwner } from './beep-id.ts';
import { decisionState, endOf, expiryOf, keepOpen, openBeep } from './beep-list.ts';
import type { OpenBeep } from './beep-state.ts';
import { closeBeep } from './close-beep.ts';
import { setBeepTimer } from './send-beep.ts';
import { extraSurvey, type SurveyOccasion } from './survey-occasion.ts';

/** A press under a signal: `b:<start|skip>:<id>`. */
export async function pressBeep(session: Session, code: string): Promise<void> {
  const [, action, id = ''] = code.split(':');
  const beep = openBeep(session, id);
  if (beep === undefined) say(session, await endedBeepText(session, id));
  else if (action === 'start') startSurveyOf(session, beep);
  else if (action === 'skip') skipBeep(session, beep);
  else say(session, textsFor(session).staleButton);
}

/** `/survey`: the open survey, else that of an unexpired signal, else an extra one. Says nothing of the plan. */
export function openSurveyByCommand(session: Session): void {
  const { state, context } = session;
  const waiting = state.beeps.open.findLast(
    (beep) => beep.status === 'sent' && decideOpening(decisionState(beep), context.now) === 'open',
  );
  const refusal = refusalOfExtra(session);
  if (state.survey !== null) say(session, textsFor(session).surveyOpen);
  else if (waiting !== undefined) startSurveyOf(session, waiting);
  else if (refusal !== null) say(session, refusal);
  else beginSurvey(session, { ...extraSurvey, preview: memberOf(session) === null });
}

/** Whether somebody may answer a survey here: as a member, or because a preview runs. */
export function maySurvey(session: Session): boolean {
  return memberOf(session) !== null || session.state.preview !== null;
}

/** Tells that a survey was open for longer than its signal allows. */
export function tellTimeIsUp(session: Session): void {
  say(session, partFor(session).timeIsUp);
}

function refusalOfExtra(session: Session): string | null {
  const texts = partFor(session);
  const member = memberOf(session);
  if (member === null) return session.state.preview === null ? texts.noPart : null;
  if (member.study.status === 'closed' || member.participation.status === 'completed') return texts.studyOver;
  return member.study.status === 'frozen' ? texts.studyFrozen : null;
}

function startSurveyOf(session: Session, beep: OpenBeep): void {
  const { context } = session;
  const opening = decideOpening(decisionState(beep), context.now);
  if (opening === 'open') {
    // Only one survey is open at a time; what was answered in the other one is kept.
    if (session.state.survey !== null) leaveSurvey(session);
    const opened: OpenBeep = { ...beep, status: 'opened', openedAt: context.now };
    keepOpen(session, opened);
    recordOpening(session, opened);
    setBeepTimer(session, beep.id, endOf(opened), null);
    beginSurvey(session, occasionOf(session, opened));
  } else if (opening === 'continue') say(session, textsFor(session).surveyOpen);
  else {
    closeOverdue(session, beep);
    say(session, partFor(session).beepExpired);
  }
}

function skipBeep(session: Session, beep: OpenBeep): void {
  const { context } = session;
  const opening = decideOpening(decisionState(beep), context.now);
  if (opening === 'open') {
    closeBeep(session, beep, 'skipped', context.now);
    say(session, partFor(session).beepSkipped);
  } else if (opening === 'continue') say(session, partFor(session).skipOpened);
  else {
    closeOverdue(session, beep);
    say(session, partFor(session).beepExpired);
  }
}

/** The timer that should have closed it is late; the recorded instant is the due one. */
function closeOverdue(session: Session, beep: OpenBeep): void {
  const decision = decideBeep(decisionState(beep), session.context.now);
  if (decision.kind !== 'close') return;
  closeBeep(session, beep, decision.status === 'partial' ? 'partial' : 'expired', decision.at);
}

/** Another survey takes the place of the open one, which is kept as partial with its beep. */
export function leaveSurvey(session: Session): void {
  const beepId = session.state.survey?.beepId ?? null;
  const beep = beepId === null ? undefined : openBeep(session, beepId);
  if (beep === undefined) stopSurvey(session, session.context.now);
  else closeBeep(session, beep, 'partial', session.context.now);
  say(session, partFor(session).earlierClosed);
}

/** Records that a survey was opened for a beep. */
function recordOpening(session: Session, beep: OpenBeep): void {
  session.context.write(
    saveBeep(session.context.conversationId, {
      ...{ beep, status: 'opened', expiresAt: expiryOf(beep), completedAt: null, closedAt: null },
      sentBy: null,
    }),
  );
}

/** What the survey of a beep is opened with. */
export function occasionOf({ state, study }: Session, beep: OpenBeep): SurveyOccasion {
  const owner = beep.preview
    ? previewOwner(state.preview?.run ?? '')
    : (state.participation?.participantId ?? '');
  return {
    kind: beep.kind === 'event' ? 'event' : 'beep',
    beepId: beep.id,
    seed: beepSeed(study?.planSeed ?? '', owner, beep),
    instrument: beep.instrument,
    beepNumber: beep.number,
    wave: beep.wave,
    preview: beep.preview,
  };
}

/** What to say of a signal that is no longer open. */
async function endedBeepText(session: Session, id: string): Promise<string> {
  const { context } = session;
  const rows = await readOnce(session, `beep-status:${id}`, () =>
    context.database.query<{ readonly status: BeepStatus }>(selectBeepStatus(context.conversationId, id)),
  );
  const texts = partFor(session);
  switch (session.beepEnds.get(id) ?? rows[0]?.status) {
    case 'expired':
    case 'missed':
    case 'failed':
      return texts.beepExpired;
    case 'skipped':
      return texts.beepWasSkipped;
    case 'completed':
    case 'partial':
      return texts.beepAnswered;
    case 'cancelled':
      return texts.beepCancelled;
    default:
      return textsFor(session).staleButton;
  }
}
