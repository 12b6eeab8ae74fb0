import type { Statement } from 'opora';
import { exportColumns } from './select-exports.ts';

/** Reads one export as `ExportListRow`; one of a deleted study is not found. */
export function selectExport(id: string): Statement {
  return {
    name: 'esm-select-export',
    sql: `SELECT ${exportColumns} FROM esm_exports e
JOIN esm_studies s ON s.study_id = e.study_id AND s.status <> 'deleted'
WHERE e.export_id = $1`,
    values: [id],
  };
}
