import { offerNewConsent } from '../joining/offer-consent.ts';
import { cancelBeeps } from '../postgres/beep-cancel.ts';
import { missBeep } from '../postgres/beep-miss.ts';
import { isQuiet } from '../schedule/day-window.ts';
import { decideBeep } from '../schedule/decide-beep.ts';
import { quietHoursFor } from '../schedule/protocol.ts';
import type { Session } from '../session.ts';
import { decisionState, endOf, forgetBeep, openBeep } from './beep-list.ts';
import type { BeepDetails, OpenBeep } from './beep-state.ts';
import { closeBeep } from './close-beep.ts';
import { endParticipation, finishIfOver } from './end-participation.ts';
import { tellTimeIsUp } from './open-beep.ts';
import { endPreviewIfOver } from './preview.ts';
import { remindOfBeep, sendBeep, setBeepTimer } from './send-beep.ts';
import { signalHindrance } from './signal-hindrance.ts';
import { suspendBeeps } from './suspend-beeps.ts';

/**
 * What a beep's timer asks for: sending, a reminder or an end. A timer that comes late is answered by what is due
 * now; one that comes twice, or of a beep that is no longer known, changes nothing.
 */
export function wakeBeep(session: Session, id: string, details: BeepDetails | null): void {
  const open = openBeep(session, id);
  if (open !== undefined) {
    followBeep(session, open);
    return;
  }
  const planned = session.state.beeps.planned.find(([one]) => one === id);
  if (planned === undefined || details === null || planned[1] !== details.at) return;
  startBeep(session, id, details);
}

function startBeep(session: Session, id: string, details: BeepDetails): void {
  const { context } = session;
  const fresh = { status: 'planned', plannedAt: details.at, timing: details.timing } as const;
  const decision = decideBeep({ ...fresh, sentAt: null, openedAt: null, reminded: 0 }, context.now);
  if (decision.kind === 'wait') {
    setBeepTimer(session, id, decision.until, details);
    return;
  }
  const hindrance = signalHindrance(session, details.preview);
  if (hindrance !== null) {
    forgetBeep(session, id);
    context.write(cancelBeeps(context.conversationId, [id], hindrance, context.now));
    if (hindrance === 'closed') endParticipation(session);
    if (hindrance === 'consent') {
      suspendBeeps(session, 'consent');
      offerNewConsent(session);
    }
  } else if (decision.kind === 'close') {
    forgetBeep(session, id);
    context.write(missBeep(context.conversationId, id, decision.at));
  } else {
    sendBeep(session, id, details);
    const sent = openBeep(session, id);
    if (sent !== undefined) followBeep(session, sent);
  }
  settle(session, details);
}

/** What is due for an open beep now; sets its timer for what is next. */
function followBeep(session: Session, beep: OpenBeep): void {
  const { context, state } = session;
  const zone = state.participation?.settings?.zone;
  const quiet = (at: number): boolean =>
    !beep.preview && zone !== undefined && isQuiet(at, zone, quietHoursOf(session));
  const decision = decideBeep(decisionState(beep), context.now, quiet);
  if (decision.kind === 'wait') setBeepTimer(session, beep.id, decision.until, null);
  else if (decision.kind === 'close') {
    const wasAnswered = session.state.survey?.beepId === beep.id;
    closeBeep(session, beep, decision.status === 'partial' ? 'partial' : 'expired', decision.at);
    if (wasAnswered) tellTimeIsUp(session);
    settle(session, beep);
  } else if (decision.kind === 'remind') {
    if (signalHindrance(session, beep.preview) === null) {
      remindOfBeep(session, beep, decision.number);
      followBeep(session, { ...beep, reminded: decision.number });
    } else setBeepTimer(session, beep.id, endOf(beep), null);
  }
}

/** A beep has ended: perhaps it was the last of the study, or of the preview. */
function settle(session: Session, { preview }: BeepDetails): void {
  if (preview) endPreviewIfOver(session);
  else finishIfOver(session);
}

function quietHoursOf({ state, study }: Session): ReturnType<typeof quietHoursFor> {
  const settings = state.participation?.settings;
  const protocol = study?.protocol?.definition;
  return settings == null || protocol === undefined ? [] : quietHoursFor(protocol, settings);
}

/** Looks at every open beep, for Turns that come instead of its timer. */
export function followOpenBeeps(session: Session): void {
  for (const { id } of session.state.beeps.open) {
    const beep = openBeep(session, id);
    if (beep !== undefined) followBeep(session, beep);
  }
}
