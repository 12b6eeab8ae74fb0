import type { Json, TurnWrite } from 'opora';

/** Records how far a run is, and that it lives; nothing where the export is another run's by now. */
export function reportExport(claim: string, progress: Json, at: number): TurnWrite {
  return {
    name: 'esm-export-report',
    sql: `UPDATE esm_exports SET progress = $2::jsonb, claimed_at = to_timestamp($3::double precision / 1000)
WHERE claim = $1 AND status = 'running'`,
    values: [claim, JSON.stringify(progress), at],
  };
}

/**
 * Ends a run with its file, unless the export is another run's by now or somebody's data in the study were deleted since
 * the run began: then nothing changes.
 */
export function finishExport(
  claim: string,
  end: {
    readonly file: string;
    readonly progress: Json;
    readonly at: number;
    readonly expiresAt: number;
  },
): TurnWrite {
  return {
    name: 'esm-export-finish',
    sql: `UPDATE esm_exports e SET status = 'done', claim = NULL, claimed_at = NULL, file = $2, progress = $3::jsonb,
  finished_at = to_timestamp($4::double precision / 1000), expires_at = to_timestamp($5::double precision / 1000)
WHERE claim = $1 AND status = 'running' AND NOT EXISTS (
  SELECT 1 FROM esm_deletion_notices n
  WHERE n.study_id = e.study_id AND n.at >= e.started_at
)`,
    values: [claim, end.file, JSON.stringify(end.progress), end.at, end.expiresAt],
  };
}

/** Ends a run without a file. */
export function failExport(claim: string, error: string, at: number): TurnWrite {
  return {
    name: 'esm-export-fail',
    sql: `UPDATE esm_exports SET status = 'failed', claim = NULL, claimed_at = NULL, error = $2,
  finished_at = to_timestamp($3::double precision / 1000)
WHERE claim = $1 AND status = 'running'`,
    values: [claim, error, at],
  };
}

/** Gives an export back: it waits again, and the run does not count. */
export function releaseExport(claim: string): TurnWrite {
  return {
    name: 'esm-export-release',
    sql: `UPDATE esm_exports SET status = 'waiting', claim = NULL, claimed_at = NULL, attempts = GREATEST(attempts - 1, 0),
  progress = '{}'
WHERE claim = $1 AND status = 'running'`,
    values: [claim],
  };
}
