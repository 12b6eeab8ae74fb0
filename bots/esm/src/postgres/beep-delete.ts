import type { TurnWrite } from 'opora';

/** Deletes all beeps of a Conversation. */
export function deleteBeeps(conversationId: string): TurnWrite {
  return {
    name: 'esm-delete-beeps',
    sql: 'DELETE FROM esm_beeps WHERE conversation_id = $1',
    values: [conversationId],
  };
}
