import { randomUUID } from 'node:crypto';
import type { Json } from 'opora';
import {
  type StudyParticipantRow,
  selectStudyParticipant,
} from '../../postgres/study/select-study-participant.ts';
import { chatPlace } from '../../vault/places.ts';
import { conflict, notFound } from '../http/api-problem.ts';
import type { StudyServices } from '../study-services.ts';

/** What researchers may ask of a Conversation. */
export type ParticipantEvent =
  | { readonly event: 'esm.message'; readonly payload: { readonly text: string } }
  | { readonly event: 'esm.status'; readonly payload: { readonly status: string } }
  | { readonly event: 'esm.graduate'; readonly payload: { readonly completed: boolean } }
  | { readonly event: 'esm.delete'; readonly payload: Readonly<Record<string, never>> };

/** Reads a participant by pseudonym. Throws 404 where there is none. */
export async function readParticipant(
  { runtime }: Pick<StudyServices, 'runtime'>,
  studyId: string,
  pseudonym: string,
): Promise<StudyParticipantRow> {
  const [row] = await runtime.database.query<StudyParticipantRow>(selectStudyParticipant(studyId, pseudonym));
  if (row === undefined) throw notFound('participant');
  return row;
}

/**
 * Hands an event to a participant's Conversation; it is kept once this resolves.
 * @throws ApiProblem 409 `participant_unaddressed` where no chat is known; what Intake throws.
 */
export async function tellParticipant(
  services: Pick<StudyServices, 'runtime' | 'vault'>,
  participant: Pick<StudyParticipantRow, 'conversationId' | 'channel' | 'sealed'>,
  { event, payload }: ParticipantEvent,
): Promise<void> {
  const { channel, sealed, conversationId } = participant;
  if (channel === null || sealed === null) {
    const detail = 'The participant joined before chats were kept; a message to the bot makes it known.';
    throw conflict('participant_unaddressed', 'The chat of this participant is not known', detail);
  }
  const vault = await services.vault();
  const id = randomUUID();
  await services.runtime.intake.accept({
    ...{ bot: 'esm', channel, externalId: `${event}:${id}`, requestId: id },
    conversation: vault.open(Buffer.from(sealed, 'base64'), chatPlace(conversationId)),
    content: { kind: 'event', event, payload: payload as Json },
  });
}
