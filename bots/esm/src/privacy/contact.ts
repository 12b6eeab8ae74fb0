import { z } from 'zod';
import { isPreviewBeep } from '../beeps/beep-id.ts';
import { dateText } from '../beeps/clock-text.ts';
import { endPreviewIfOver, previewTimer } from '../beeps/preview.ts';
import { resumeBeeps } from '../beeps/resume-beeps.ts';
import { signalHindrance } from '../beeps/signal-hindrance.ts';
import { suspendBeeps } from '../beeps/suspend-beeps.ts';
import { followOpenBeeps } from '../beeps/wake-beep.ts';
import { followStudy } from '../joining/follow-study.ts';
import { memberOf } from '../joining/membership.ts';
import { isSignalled, type Participation } from '../joining/participation.ts';
import { studyWords } from '../joining/use-study.ts';
import { cancelBeeps } from '../postgres/beep-cancel.ts';
import { noteEdit } from '../postgres/note-edit.ts';
import { auditParticipant } from '../postgres/participant-audit.ts';
import { alertEffect } from '../researcher-chat/alert-effect.ts';
import { languageFor, partFor, type Session, say } from '../session.ts';
import { wakePause } from '../settings/pause.ts';
import { fill } from '../texts/texts.ts';

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
 * go on. Timers that came due meanwhile were held too, so all of them are set again. A study that was changed
 * meanwhile is followed.
 */
export async function takeBack(session: Session, payload: unknown): Promise<void> {
  cancelDue(session);
  followOpenBeeps(session);
  catchUp(session, payload);
  const { participation } = session.state;
  if (participation === null) return;
  const isOver = session.study?.status === 'closed' && participation.status !== 'completed';
  if (isOver || memberOf(session) === null) return followStudy(session);
  say(session, partFor(session).contactOver);
  if (participation.status === 'paused') await wakePause(session);
  else if (isSignalled(participation.status)) await resumeBeeps(session);
  sayWhetherBeeps(session, participation);
}

/** What becomes of the beeps now; nothing of it where it was said just before, or where the part in the study is over. */
function sayWhetherBeeps(session: Session, before: Participation): void {
  const texts = partFor(session);
  const pause = session.state.participation?.pause ?? null;
  const hindrance = signalHindrance(session, false);
  if (pause !== null) say(session, fill(texts.pausedUntil, { date: dateText(session, pause.until) }));
  else if (hindrance === 'frozen') say(session, texts.studyFrozen);
  else if (hindrance === null && before.status !== 'paused') say(session, texts.beepsAgain);
}

function cancelDue(session: Session): void {
  const { context, state } = session;
  const due = state.beeps.planned.filter(([id, at]) => at <= context.now && !isPreviewBeep(id));
  if (due.length > 0) {
    const ids = due.map(([id]) => id);
    const planned = state.beeps.planned.filter(([id]) => !ids.includes(id));
    session.state = { ...state, beeps: { ...state.beeps, planned } };
    context.write(cancelBeeps(context.conversationId, ids, 'handoff', context.now));
  }
}

const released = z.object({
  held: z.array(
    z.object({
      ...{ seq: z.number(), receivedAt: z.number() },
      ...{ edits: z.string().optional(), timer: z.string().optional() },
    }),
  ),
});

/** What was held and still matters: edits of answers are counted, a preview that came to its end has ended. */
function catchUp(session: Session, payload: unknown): void {
  const { context } = session;
  const { conversationId } = context;
  const held = released.safeParse(payload).data?.held ?? [];
  for (const { edits: of, seq, receivedAt: at } of held) {
    if (of !== undefined) context.write(noteEdit({ conversationId, of, seq, at }));
  }
  if (held.some(({ timer }) => timer === previewTimer)) endPreviewIfOver(session, true);
}
