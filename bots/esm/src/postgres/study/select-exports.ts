import type { Json, Statement } from 'opora';
import { epochMs, instant, isoTime } from './sql-time.ts';

/** An export as researchers see one; times are ISO 8601 in UTC. */
export type ExportListRow = {
  readonly id: string;
  readonly studyId: string;
  readonly requestedBy: string;
  readonly filters: Json;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'expired';
  /** Rows written so far and in all; empty before they are counted. */
  readonly progress: { readonly phase?: string; readonly rows?: number; readonly of?: number };
  readonly error: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  /** Until when its file is kept. */
  readonly expiresAt: string | null;
  /** Below the folder of the bot's files; not shown. */
  readonly file: string | null;
  readonly cursorAt: number;
};

/** Columns that make an `ExportListRow` of a row `e` of esm_exports. */
export const exportColumns: string = `e.export_id AS id, e.study_id AS "studyId",
  COALESCE((
    SELECT r.name FROM esm_researchers r WHERE 'researcher:' || r.researcher_id = e.requested_by
  ), e.requested_by) AS "requestedBy",
  e.filters, e.status, e.progress, e.error, ${isoTime('e.created_at')} AS "createdAt",
  ${isoTime('e.finished_at')} AS "finishedAt",
  ${isoTime('e.expires_at')} AS "expiresAt", e.file, ${epochMs('e.created_at')} AS "cursorAt"`;

/** Reads the exports of a study, newest first. */
export function selectExports(
  studyId: string,
  after: { readonly at: number; readonly id: string } | null,
  limit: number,
): Statement {
  return {
    name: 'esm-select-exports',
    sql: `SELECT ${exportColumns} FROM esm_exports e
WHERE e.study_id = $1 AND ($2::double precision IS NULL OR (e.created_at, e.export_id) < (${instant('$2')}, $3))
ORDER BY e.created_at DESC, e.export_id DESC
LIMIT $4`,
    values: [studyId, after?.at ?? null, after?.id ?? null, limit],
  };
}
