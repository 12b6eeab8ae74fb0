import { isPreviewBeep } from '../beeps/beep-id.ts';
import { resumeBeeps } from '../beeps/resume-beeps.ts';
import { suspendBeeps } from '../beeps/suspend-beeps.ts';
import { followOpenBeeps } from '../beeps/wake-beep.ts';
import { memberOf } from '../joining/membership.ts';
import { isSignalled } from '../joining/participation.ts';
import { studyWords } from '../joining/use-study.ts';
import { cancelBeeps } from '../postgres/beep-cancel.ts';
import { auditParticipant } from '../postgres/participant-audit.ts';
import { alertEffect } from '../researcher-chat/alert-effect.ts';
import { languageFor, partFor, type Session, say } from '../session.ts';
import { wakePause } from '../settings/pause.ts';

/** `/contact`: gives the chat to the researchers. Until they give it back no signal comes. */
export async function contact(session: Session): Promise<void> {
  const { context, state } = session;
  const texts = partFor(session);
  const { participation } = state;
  const words = (await studyWords(session))?.contact[languageFor(session)];
  if (words !== undefined) say(session, words);
  if (participation === null || memberOf(session) === null) return;
  suspendBeeps(session, 'handoff');
  const { studyId, pseudonym } = participation;
  const { turnId, conversationId, now: at } = context;
  context.write(auditParticipant({ conversationId, at, actor: 'participant', action: 'contact.ask' }));
  context.effect(alertEffect, { kind: 'contact', studyId, pseudonym }, `contact:${turnId}`);
  context.handoff('contact');
  say(session, texts.contactAsked);
  session.prompt = false;
}

/**
 * The chat is given back: signals whose time came meanwhile are cancelled, what is open is looked at, and signals
 * go on. Timers that came due meanwhile were held too, so all of them are set again.
 */
export async function takeBack(session: Session): Promise<void> {
  const { context, state } = session;
  const { participation } = state;
  const due = state.beeps.planned.filter(([id, at]) => at <= context.now && !isPreviewBeep(id));
  if (due.length > 0) {
    const ids = due.map(([id]) => id);
    const planned = state.beeps.planned.filter(([id]) => !ids.includes(id));
    session.state = { ...state, beeps: { ...state.beeps, planned } };
    context.write(cancelBeeps(context.conversationId, ids, 'handoff', context.now));
  }
  followOpenBeeps(session);
  if (participation === null || memberOf(session) === null) return;
  if (participation.status === 'paused') await wakePause(session);
  else if (isSignalled(participation.status)) await resumeBeeps(session);
  say(session, partFor(session).contactOver);
}
