import type { Statement } from 'opora';

/** How one beep of a Conversation stands. */
export function selectBeepStatus(conversationId: string, id: string): Statement {
  return {
    name: 'esm-select-beep-status',
    sql: 'SELECT status FROM esm_beeps WHERE conversation_id = $1 AND beep_id = $2',
    values: [conversationId, id],
  };
}
