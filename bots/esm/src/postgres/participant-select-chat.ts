import type { Statement } from 'opora';

/** The chat of a participant; `sealed` is its name, base64. */
export type ParticipantChat = { readonly channel: string; readonly sealed: string };

/** Reads where a participant is reached. */
export function selectParticipantChat(conversationId: string): Statement {
  return {
    name: 'esm-select-participant-chat',
    sql: `SELECT channel, encode(chat_sealed, 'base64') AS sealed FROM esm_participants
WHERE conversation_id = $1 AND channel IS NOT NULL AND chat_sealed IS NOT NULL`,
    values: [conversationId],
  };
}
