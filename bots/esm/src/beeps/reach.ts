import { changeParticipation } from '../joining/membership.ts';
import { isSignalled } from '../joining/participation.ts';
import { noteContact } from '../schedule/reachability.ts';
import type { Session } from '../session.ts';
import { closeBeep } from './close-beep.ts';
import { resumeBeeps } from './resume-beeps.ts';
import { suspendBeeps } from './suspend-beeps.ts';

/** The platform has refused a message: a signal that waits has failed, and the third refusal running ends signals. */
export function noteRefusal(session: Session): void {
  const { context } = session;
  for (const beep of session.state.beeps.open) {
    if (beep.status === 'sent') closeBeep(session, beep, 'failed', context.now);
  }
  const { participation } = session.state;
  if (participation === null || !isSignalled(participation.status)) return;
  const before = { refusals: participation.refusals, unreachable: false };
  const { refusals, unreachable } = noteContact(before, 'refused');
  changeParticipation(session, { refusals });
  if (!unreachable) return;
  suspendBeeps(session, 'unreachable');
  changeParticipation(session, { status: 'unreachable', resumesAs: participation.status });
}

/** The person has written or pressed: whoever was unreachable is signalled again. */
export async function noteMessage(session: Session): Promise<void> {
  const { participation } = session.state;
  if (participation === null) return;
  if (participation.refusals > 0) changeParticipation(session, { refusals: 0 });
  if (participation.status !== 'unreachable') return;
  changeParticipation(session, { status: participation.resumesAs });
  await resumeBeeps(session);
}
