import type { Language, TurnWrite } from 'opora';

/** Records that somebody was invited: a keyed hash of the chat and the language, nothing else of the person. */
export function saveInvitation(row: {
  readonly conversationId: string;
  readonly studyId: string;
  readonly chatHash: string;
  readonly language: Language;
  /** Ms since the epoch. */
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-save-invitation',
    sql: `INSERT INTO esm_invitations (conversation_id, study_id, chat_hash, language, invited_at)
VALUES ($1, $2, $3, $4, to_timestamp($5::double precision / 1000))
ON CONFLICT (conversation_id) DO UPDATE SET
  study_id = excluded.study_id, chat_hash = excluded.chat_hash, language = excluded.language`,
    values: [row.conversationId, row.studyId, row.chatHash, row.language, row.at],
  };
}
