import { randomUUID } from 'node:crypto';
import { readEsmSettings } from '../esm-settings.ts';
import { useInvite } from '../postgres/study/use-invite.ts';
import { readOnce, type Session } from '../session.ts';
import { loadStudySecret } from '../study/load-study.ts';
import { vaultFor } from '../vault/open-vault.ts';
import { pseudonymOf } from '../vault/pseudonym.ts';
import type { Participation } from './participation.ts';

/** Makes a participant of somebody who has just agreed; the time zone is asked next. */
export async function beginParticipation(session: Session): Promise<void> {
  const { context, study, state } = session;
  if (study?.protocol == null) return;
  const participantId = await readOnce(session, 'participant-id', () => Promise.resolve(randomUUID()));
  const vault = await vaultFor(readEsmSettings(context.settings));
  const secret = await loadStudySecret(context, vault, study.id);
  const participation: Participation = {
    ...{ studyId: study.id, participantId, pseudonym: pseudonymOf(secret, participantId) },
    ...{ status: 'training', resumesAs: 'training', settings: null, addressForm: 'formal' },
    ...{ firstDate: null, planVersion: 1, protocolVersion: study.protocol.version, plannedThrough: null },
    ...{ pause: null, refusals: 0, consentOffered: study.consent?.version ?? 0, seenAt: context.now },
    pushover: null,
  };
  session.state = { ...state, participation };
  if (state.invitation !== null) context.write(useInvite(state.invitation.code, context.now));
}
