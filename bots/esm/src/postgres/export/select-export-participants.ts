import type { Statement } from 'opora';

/** Reads participants of a study by pseudonym, those behind `after` only. Pseudonyms say nothing of who came first. */
export function selectExportParticipants(studyId: string, after: string, limit: number): Statement {
  return {
    name: 'esm-export-participants',
    sql: `SELECT conversation_id::text, pseudonym, language, excluded_reason IS NOT NULL AS excluded, consent_version
FROM esm_participants WHERE study_id = $1 AND pseudonym > $2 ORDER BY pseudonym LIMIT $3`,
    values: [studyId, after, limit],
  };
}
