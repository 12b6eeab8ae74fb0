import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Notes that researchers were told of the end of a study's data: one row, or none when they were told before. */
export function announceRetention(id: string, at: number): TurnWrite {
  return {
    name: 'esm-announce-retention',
    sql: `UPDATE esm_studies SET retention_announced_at = ${instant('$2')}, revision = revision + 1
WHERE study_id = $1 AND status = 'closed' AND retention_announced_at IS NULL`,
    values: [id, at],
    expectedRows: 1,
  };
}
