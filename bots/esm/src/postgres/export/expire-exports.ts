import type { Statement, TurnWrite } from 'opora';

/**
 * Ends finished exports whose time is over, whose study is gone, or whose run began before somebody's data in the study
 * were deleted: nobody can fetch them any more. Their files go next.
 */
export function expireExports(at: number): TurnWrite {
  return {
    name: 'esm-export-expire',
    sql: `UPDATE esm_exports e SET status = 'expired', file = NULL
WHERE status = 'done' AND (
  expires_at <= to_timestamp($1::double precision / 1000)
  OR NOT EXISTS (SELECT 1 FROM esm_studies s WHERE s.study_id = e.study_id AND s.status <> 'deleted')
  OR EXISTS (SELECT 1 FROM esm_deletion_notices n WHERE n.study_id = e.study_id AND n.at >= e.started_at)
)`,
    values: [at],
  };
}

/** Where an export stands, as far as its files go. */
export type ExportFileRow = {
  readonly export_id: string;
  readonly status: string;
  readonly file: string | null;
  /** Of the run that holds it. */
  readonly claim: string | null;
  /** Whether that run was heard of since a given instant. */
  readonly alive: boolean;
};

/** Reads where exports stand; those that are gone have no row. */
export function selectExportFiles(exportIds: readonly string[], staleBefore: number): Statement {
  return {
    name: 'esm-export-files',
    sql: `SELECT export_id, status, file, claim,
  COALESCE(claimed_at >= to_timestamp($2::double precision / 1000), false) AS alive
FROM esm_exports WHERE export_id = ANY($1::text[])`,
    values: [exportIds, staleBefore],
  };
}
