import type { Session } from '../session.ts';
import type { Participation } from './participation.ts';
import type { StudyView } from './study-view.ts';

/** Somebody who takes part, with the study and what was agreed to in force. */
export interface Member {
  readonly participation: Participation;
  readonly study: StudyView;
}

/** Whether the person has agreed to the consent that is in force now. */
export function hasCurrentConsent({ state, study }: Session): boolean {
  return state.consent !== null && state.consent.version === study?.consent?.version;
}

/** The person as a member of the study; null before *Agree*, after withdrawal and while a new consent waits. */
export function memberOf(session: Session): Member | null {
  const { participation } = session.state;
  const { study } = session;
  if (participation === null || participation.status === 'withdrawn' || study === null) return null;
  return hasCurrentConsent(session) ? { participation, study } : null;
}

/** Changes how somebody takes part; nothing where nobody does. */
export function changeParticipation(session: Session, change: Partial<Participation>): void {
  const { participation } = session.state;
  if (participation === null) return;
  session.state = { ...session.state, participation: { ...participation, ...change } };
}
