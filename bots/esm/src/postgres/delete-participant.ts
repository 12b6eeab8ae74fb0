import type { TurnWrite } from 'opora';

/** Deletes the participant of a Conversation, consent included. */
export function deleteParticipant(conversationId: string): TurnWrite {
  return {
    name: 'esm-delete-participant',
    sql: 'DELETE FROM esm_participants WHERE conversation_id = $1',
    values: [conversationId],
  };
}
