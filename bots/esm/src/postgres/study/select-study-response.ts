import type { Statement } from 'opora';
import { responseColumns, responseTables } from './response-columns.ts';

/** Reads one response as `ResponseRow`; one of a preview or of a deleted study is not found. */
export function selectStudyResponse(id: string): Statement {
  return {
    name: 'esm-select-study-response',
    sql: `SELECT ${responseColumns}
FROM ${responseTables}
JOIN esm_studies s ON s.study_id = r.study_id AND s.status <> 'deleted'
WHERE r.response_id = $1 AND NOT r.preview`,
    values: [id],
  };
}
