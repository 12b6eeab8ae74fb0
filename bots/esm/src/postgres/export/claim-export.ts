import type { Statement, TurnWrite } from 'opora';

/** A claimed export, as its run knows it. */
export type ClaimedExportRow = {
  readonly export_id: string;
  readonly study_id: string;
  readonly filters: unknown;
  readonly attempts: number;
};

/**
 * Gives the oldest waiting export to the run `claim`, or one whose run was not heard of since `staleBefore`. Whether there
 * was one, `selectClaimedExport` tells.
 */
export function claimExport(claim: string, at: number, staleBefore: number): TurnWrite {
  return {
    name: 'esm-export-claim',
    sql: `UPDATE esm_exports SET status = 'running', claim = $1,
  claimed_at = to_timestamp($2::double precision / 1000), started_at = to_timestamp($2::double precision / 1000), attempts = attempts + 1, progress = '{}', error = NULL
WHERE export_id = (
  SELECT export_id FROM esm_exports
  WHERE status = 'waiting' OR (status = 'running' AND (
    claimed_at IS NULL OR claimed_at < to_timestamp($3::double precision / 1000)
  ))
  ORDER BY created_at, export_id LIMIT 1 FOR UPDATE SKIP LOCKED
)`,
    values: [claim, at, staleBefore],
  };
}

/** Reads the export that a run holds; no row when it holds none. */
export function selectClaimedExport(claim: string): Statement {
  return {
    name: 'esm-export-claimed',
    sql: `SELECT export_id, study_id, filters, attempts FROM esm_exports WHERE claim = $1 AND status = 'running'`,
    values: [claim],
  };
}
