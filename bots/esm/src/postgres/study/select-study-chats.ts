import type { Statement } from 'opora';

/** Where a participant is reached; `sealed` opens at `chatPlace(conversationId)` and is base64. */
export type StudyChatRow = {
  readonly conversationId: string;
  readonly channel: string;
  readonly sealed: string;
};

/** Reads where participants of a study are reached, those above a Conversation, in order of their ids. */
export function selectStudyChats(studyId: string, above: string, limit: number): Statement {
  return {
    name: 'esm-select-study-chats',
    sql: `SELECT conversation_id::text AS "conversationId", channel, encode(chat_sealed, 'base64') AS sealed
FROM esm_participants
WHERE study_id = $1 AND conversation_id > $2::bigint AND chat_sealed IS NOT NULL AND channel IS NOT NULL
ORDER BY conversation_id
LIMIT $3`,
    values: [studyId, above, limit],
  };
}
