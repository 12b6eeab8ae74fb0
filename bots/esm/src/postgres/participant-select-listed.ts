import type { Statement } from 'opora';

/** A participant as a researcher's chat names them. */
export type ListedParticipant = { readonly pseudonym: string; readonly status: string };

/** Reads pseudonyms and statuses of a study, those seen last first. */
export function selectListed(studyId: string, limit: number): Statement {
  return {
    name: 'esm-select-listed-participants',
    sql: `SELECT pseudonym, status FROM esm_participants
WHERE study_id = $1 AND pseudonym IS NOT NULL
ORDER BY last_seen_at DESC NULLS LAST, pseudonym
LIMIT $2`,
    values: [studyId, limit],
  };
}
