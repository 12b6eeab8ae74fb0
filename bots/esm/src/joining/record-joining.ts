import { readEsmSettings } from '../esm-settings.ts';
import type { EsmState } from '../esm-state.ts';
import { deleteInvitation } from '../postgres/participant-delete-invitation.ts';
import { saveInvitation } from '../postgres/participant-save-invitation.ts';
import { saveParticipant } from '../postgres/save-participant.ts';
import { languageFor, type Session } from '../session.ts';
import { vaultFor } from '../vault/open-vault.ts';
import { chatPlace } from '../vault/places.ts';

/** Writes what has changed of the invitation and the participant since `before`, once in a Turn. */
export async function recordJoining(session: Session, before: EsmState): Promise<void> {
  await recordInvitation(session, before);
  await recordParticipant(session, before);
}

async function recordInvitation(session: Session, before: EsmState): Promise<void> {
  const { context } = session;
  const { invitation, language, participation } = session.state;
  const isSame = invitation === before.invitation && language === before.language;
  if (isSame || participation !== null) {
    if (participation !== null && before.participation === null) {
      context.write(deleteInvitation(context.conversationId));
    }
    return;
  }
  if (invitation === null || language === null) return;
  const vault = await vaultFor(readEsmSettings(context.settings));
  const { channel, conversation, conversationId, now } = context;
  const chatHash = vault.hashChat({ channel, conversation });
  context.write(saveInvitation({ conversationId, studyId: invitation.studyId, chatHash, language, at: now }));
}

async function recordParticipant(session: Session, before: EsmState): Promise<void> {
  const { context, state } = session;
  const { participation, consent } = state;
  if (participation === null || consent === null) return;
  const isSame =
    participation === before.participation &&
    consent === before.consent &&
    state.language === before.language;
  if (isSame) return;
  const { channel, conversation, conversationId, now } = context;
  const isNew = before.participation === null;
  const vault = isNew ? await vaultFor(readEsmSettings(context.settings)) : null;
  const chatSealed = vault?.seal(conversation, chatPlace(conversationId)) ?? null;
  context.write(
    saveParticipant({
      ...{ conversationId, language: languageFor(session), consent, participation, channel, chatSealed },
      at: now,
    }),
  );
}
