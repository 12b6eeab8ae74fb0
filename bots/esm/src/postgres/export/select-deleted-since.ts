import type { Statement } from 'opora';

/** Reads whether somebody's data in a study were deleted since `at` (ms since the epoch): `deleted`. */
export function selectDeletedSince(studyId: string, at: number): Statement {
  return {
    name: 'esm-export-deleted-since',
    sql: `SELECT EXISTS (
  SELECT 1 FROM esm_deletion_notices WHERE study_id = $1 AND at >= to_timestamp($2::double precision / 1000)
) AS deleted`,
    values: [studyId, at],
  };
}
