import type { TurnWrite } from 'opora';

/** Deletes all responses of a Conversation. */
export function deleteResponses(conversationId: string): TurnWrite {
  return {
    name: 'esm-delete-responses',
    sql: 'DELETE FROM esm_responses WHERE conversation_id = $1',
    values: [conversationId],
  };
}
