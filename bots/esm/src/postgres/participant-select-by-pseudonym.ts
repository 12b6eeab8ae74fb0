import type { Statement } from 'opora';

/** Where a participant is reached. */
export type ReachedParticipant = {
  readonly conversationId: string;
  readonly studyId: string;
  readonly channel: string;
};

/** Finds participants by pseudonym, of whichever study; two studies could share one. */
export function selectByPseudonym(pseudonym: string): Statement {
  return {
    name: 'esm-select-by-pseudonym',
    sql: `SELECT conversation_id::text AS "conversationId", study_id AS "studyId", channel
FROM esm_participants WHERE pseudonym = $1 AND channel IS NOT NULL AND chat_sealed IS NOT NULL
ORDER BY conversation_id`,
    values: [pseudonym],
  };
}
