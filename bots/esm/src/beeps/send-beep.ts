import type { OutgoingMessage } from 'opora';
import { saveBeep } from '../postgres/beep-save.ts';
import { closeByNewer } from '../schedule/decide-beep.ts';
import { partFor, type Session, say, send } from '../session.ts';
import { fill } from '../texts/texts.ts';
import { beepTimer } from './beep-id.ts';
import { decisionState, expiryOf, keepOpen } from './beep-list.ts';
import type { BeepDetails, OpenBeep } from './beep-state.ts';
import { clockText } from './clock-text.ts';
import { closeBeep } from './close-beep.ts';
import { sendSecondSignal } from './second-signal.ts';

/** Sends a beep at the start of this Turn; one that is still open closes. */
export function sendBeep(session: Session, id: string, details: BeepDetails): void {
  const { context } = session;
  const isTraining = !details.preview && session.state.participation?.status === 'training';
  const beep: OpenBeep = {
    ...{ ...details, id, status: 'sent', sentAt: context.now, openedAt: null, reminded: 0, isTraining },
  };
  closeOlder(session, beep);
  keepOpen(session, beep);
  const record = { beep, expiresAt: expiryOf(beep), completedAt: null, closedAt: null };
  context.write(saveBeep(context.conversationId, { ...record, status: 'sent', sentBy: context.turnId }));
  sendSignal(session, beep, partFor(session).signal);
  if (!beep.preview) sendSecondSignal(session, id, expiryOf(beep) ?? context.now);
}

/** Sends a reminder of an open beep. */
export function remindOfBeep(session: Session, before: OpenBeep, number: number): void {
  const { context } = session;
  const beep: OpenBeep = { ...before, reminded: number };
  keepOpen(session, beep);
  const record = { beep, expiresAt: expiryOf(beep), completedAt: null, closedAt: null, sentBy: null };
  context.write(saveBeep(context.conversationId, { ...record, status: 'sent' }));
  sendSignal(session, beep, partFor(session).reminder);
}

/** Sets the timer of a beep; one that is open needs no details. */
export function setBeepTimer(session: Session, id: string, at: number, details: BeepDetails | null): void {
  session.context.schedule(beepTimer(id), at, details);
}

function closeOlder(session: Session, newer: OpenBeep): void {
  for (const older of session.state.beeps.open) {
    if (older.preview !== newer.preview || older.id === newer.id) continue;
    const end = closeByNewer(decisionState(older), newer.sentAt ?? newer.at);
    if (end === null) continue;
    if (session.state.survey?.beepId === older.id) say(session, partFor(session).earlierClosed);
    closeBeep(session, older, end.status, end.at);
  }
}

/**
 * The one place where a signal leaves. It is shown once at most: a signal that may have been shown is never sent
 * again, since its reminder repeats it.
 */
function sendSignal(session: Session, beep: OpenBeep, text: string): void {
  const texts = partFor(session);
  const expiry = expiryOf(beep) ?? session.context.now;
  const message: OutgoingMessage = {
    unknownDelivery: 'at-most-once',
    text: fill(text, { time: clockText(session, expiry, beep.preview) }),
    buttons: [
      [
        { code: `b:start:${beep.id}`, label: texts.startBeep },
        { code: `b:skip:${beep.id}`, label: texts.skipBeep },
      ],
    ],
  };
  send(session, message);
}
