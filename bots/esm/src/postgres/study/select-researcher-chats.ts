import type { Statement } from 'opora';

/** A linked chat; `sealed` opens at `researcherChatPlace(conversationId)` and is base64. */
export type ResearcherChatRow = {
  readonly researcherId: string;
  readonly conversationId: string;
  readonly channel: string;
  readonly sealed: string;
};

/** Reads the chats of all researchers who linked one, for alerts. */
export function selectResearcherChats(): Statement {
  return {
    name: 'esm-select-researcher-chats',
    sql: `SELECT researcher_id AS "researcherId", chat_conversation_id AS "conversationId", chat_channel AS channel,
  encode(chat_sealed, 'base64') AS sealed
FROM esm_researchers
WHERE chat_sealed IS NOT NULL AND disabled_at IS NULL
ORDER BY researcher_id`,
    values: [],
  };
}
