import { completesBy, expiresAt } from '../schedule/beep-timing.ts';
import type { BeepState } from '../schedule/decide-beep.ts';
import type { Session } from '../session.ts';
import { beepTimer } from './beep-id.ts';
import type { OpenBeep } from './beep-state.ts';

/** The open beep with this id. */
export function openBeep(session: Session, id: string): OpenBeep | undefined {
  return session.state.beeps.open.find((beep) => beep.id === id);
}

/** Puts an open beep in place of the one with its id, or beside the others, and out of the planned ones. */
export function keepOpen(session: Session, beep: OpenBeep): void {
  const { planned, open } = session.state.beeps;
  const others = open.filter((one) => one.id !== beep.id);
  const beeps = { planned: planned.filter(([id]) => id !== beep.id), open: [...others, beep] };
  session.state = { ...session.state, beeps };
}

/** Forgets a beep that has ended, and its timer. */
export function forgetBeep(session: Session, id: string): void {
  const { planned, open } = session.state.beeps;
  const beeps = { planned: planned.filter(([one]) => one !== id), open: open.filter((one) => one.id !== id) };
  session.state = { ...session.state, beeps };
  session.context.cancel(beepTimer(id));
}

/** An open beep as decisions about it want it. */
export function decisionState(beep: OpenBeep): BeepState {
  const { status, at, sentAt, openedAt, reminded, timing } = beep;
  return { status, plannedAt: at, sentAt, openedAt, reminded, timing };
}

/** When an open beep expires unopened; null for an event, which is opened by being reported. */
export function expiryOf(beep: OpenBeep): number | null {
  return beep.sentAt === null ? null : expiresAt(beep.sentAt, beep.timing);
}

/** When an open beep ends by itself. */
export function endOf(beep: OpenBeep): number {
  if (beep.openedAt !== null) return completesBy(beep.openedAt, beep.timing);
  return expiresAt(beep.sentAt ?? beep.at, beep.timing);
}
