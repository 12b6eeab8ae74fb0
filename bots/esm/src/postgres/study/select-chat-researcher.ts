import type { Statement } from 'opora';
import type { Role } from '../../study/researchers/role.ts';

/** The researcher whose chat a Conversation is. */
export type ChatResearcherRow = { readonly id: string; readonly name: string; readonly role: Role };

/** Finds the researcher whose linked chat a Conversation is; no row for anybody else. */
export function selectChatResearcher(conversationId: string): Statement {
  return {
    name: 'esm-select-chat-researcher',
    sql: `SELECT researcher_id AS id, name, role FROM esm_researchers
WHERE chat_conversation_id = $1 AND disabled_at IS NULL`,
    values: [conversationId],
  };
}
