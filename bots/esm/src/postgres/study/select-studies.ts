import type { Statement } from 'opora';
import { instant } from './sql-time.ts';
import { studyColumns } from './study-columns.ts';

/** Where a page of studies begins: behind the last one of the page before. */
export type StudyCursor = { readonly createdAt: number; readonly id: string };

/** Reads studies as `Study`, newest first; deleted ones are left out. */
export function selectStudies(after: StudyCursor | null, limit: number): Statement {
  return {
    name: 'esm-select-studies',
    sql: `SELECT ${studyColumns} FROM esm_studies
WHERE status <> 'deleted' AND ($1::double precision IS NULL OR (created_at, study_id) < (${instant('$1')}, $2))
ORDER BY created_at DESC, study_id DESC
LIMIT $3`,
    values: [after?.createdAt ?? null, after?.id ?? null, limit],
  };
}
