import type { TurnWrite } from 'opora';

/** `/unlink`: the Conversation is nobody's chat any more; harmless when it was nobody's. */
export function unlinkChat(conversationId: string): TurnWrite {
  return {
    name: 'esm-unlink-chat',
    sql: `UPDATE esm_researchers SET chat_conversation_id = NULL, chat_channel = NULL, chat_sealed = NULL
WHERE chat_conversation_id = $1`,
    values: [conversationId],
  };
}
