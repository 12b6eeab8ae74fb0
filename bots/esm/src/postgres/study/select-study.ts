import type { Statement } from 'opora';
import { studyColumns } from './study-columns.ts';

/** Reads one study as `Study`; a deleted one is not found. */
export function selectStudy(id: string): Statement {
  return {
    name: 'esm-select-study',
    sql: `SELECT ${studyColumns} FROM esm_studies WHERE study_id = $1 AND status <> 'deleted'`,
    values: [id],
  };
}
