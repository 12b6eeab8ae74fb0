import type { TurnWrite } from 'opora';

/** Deletes all answers of a Conversation. */
export function deleteAnswers(conversationId: string): TurnWrite {
  return {
    name: 'esm-delete-answers',
    sql: 'DELETE FROM esm_answers WHERE conversation_id = $1',
    values: [conversationId],
  };
}
