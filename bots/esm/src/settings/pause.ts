import { dateText } from '../beeps/clock-text.ts';
import { resumeBeeps } from '../beeps/resume-beeps.ts';
import { suspendBeeps } from '../beeps/suspend-beeps.ts';
import { changeParticipation, memberOf } from '../joining/membership.ts';
import { isSignalled } from '../joining/participation.ts';
import { partFor, type Session, say, textsFor } from '../session.ts';
import { fill } from '../texts/texts.ts';
import { ask } from './ask-setting.ts';

/** Key of the timer that ends a pause. */
export const pauseTimer = 'pause-end';
/** Longest pause, in days. */
export const mostPauseDays = 14;

const dayMs = 86_400_000;

/** `/pause [days]`: no signals for up to 14 days; without a number it asks for one. */
export function pause(session: Session, argument: string): void {
  if (argument.trim() === '') ask(session, { asks: 'pause' });
  else pauseFor(session, argument);
}

/** A press on a number of days: `pz:<days>`. */
export function pressPause(session: Session, code: string): void {
  if (session.state.dialog?.asks === 'pause') pauseFor(session, code.slice('pz:'.length));
  else say(session, textsFor(session).staleButton);
}

/** Pauses for a typed number of days. A pause that is changed still lasts at most 14 days from its beginning. */
export function pauseFor(session: Session, words: string): void {
  const { context } = session;
  const texts = partFor(session);
  const member = memberOf(session);
  if (member === null) return;
  const { participation } = member;
  const days = /^\d{1,3}(?!\d)/.exec(words.trim())?.[0];
  if (days === undefined || Number(days) < 1 || Number(days) > mostPauseDays) {
    say(session, fill(texts.pauseDays, { most: mostPauseDays }));
    return;
  }
  session.state = { ...session.state, dialog: null };
  if (participation.status === 'completed') {
    say(session, texts.studyOver);
    return;
  }
  const since = participation.pause?.since ?? context.now;
  const until = Math.min(context.now + Number(days) * dayMs, since + mostPauseDays * dayMs);
  suspendBeeps(session, 'pause');
  const resumesAs = isSignalled(participation.status) ? participation.status : participation.resumesAs;
  changeParticipation(session, { status: 'paused', resumesAs, pause: { since, until } });
  context.schedule(pauseTimer, until);
  say(session, fill(texts.pausedUntil, { date: dateText(session, until) }));
}

/** `/resume`: signals again, from now on. */
export async function resume(session: Session): Promise<void> {
  const texts = partFor(session);
  if (session.state.participation?.status !== 'paused') {
    say(session, texts.notPaused);
    return;
  }
  await endPause(session);
  say(session, texts.resumed);
}

/** The pause is over by its timer; one that was changed or ended before is left alone. */
export async function wakePause(session: Session): Promise<void> {
  const { participation } = session.state;
  const { context } = session;
  if (participation?.status !== 'paused' || participation.pause === null) return;
  if (context.now < participation.pause.until) {
    context.schedule(pauseTimer, participation.pause.until);
    return;
  }
  await endPause(session);
  say(session, partFor(session).pauseOver);
}

async function endPause(session: Session): Promise<void> {
  const { participation } = session.state;
  if (participation === null) return;
  session.context.cancel(pauseTimer);
  changeParticipation(session, { status: participation.resumesAs, pause: null });
  if (memberOf(session) !== null) await resumeBeeps(session);
}
