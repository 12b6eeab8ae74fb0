import type { Statement } from 'opora';
import type { OwnedTableRow } from './select-owned-tables.ts';

/** Rows deleted by one statement. */
const batch = 5000;

/** How many rows a statement of `deleteStudyRows` deleted. */
export type DeletedRow = { readonly count: number };

/**
 * Deletes up to 5,000 rows of a study in one table and counts them. Tables without a study of their own go by their
 * responses, else by their participants, so they come before those.
 */
export function deleteStudyRows(studyId: string, owned: OwnedTableRow): Statement {
  const { table, hasStudy, hasResponse } = owned;
  const belongs = hasStudy
    ? 't.study_id = $1'
    : hasResponse
      ? `EXISTS (SELECT 1 FROM esm_responses r WHERE r.study_id = $1
      AND r.conversation_id = t.conversation_id AND r.response_id = t.response_id)`
      : `EXISTS (SELECT 1 FROM esm_participants p WHERE p.study_id = $1 AND p.conversation_id = t.conversation_id)`;
  return {
    name: `esm-delete-study-rows-${table}`,
    sql: `WITH gone AS (
  DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT t.ctid FROM ${table} t WHERE ${belongs} LIMIT ${batch}))
  RETURNING 1
)
SELECT count(*)::integer AS count FROM gone`,
    values: [studyId],
  };
}
