import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** A researcher has purged earlier copies: the notice forgets the pseudonym. One row, or none. */
export function acknowledgeDeletion(studyId: string, deletionId: string, at: number): TurnWrite {
  return {
    name: 'esm-acknowledge-deletion',
    sql: `UPDATE esm_deletion_notices SET acknowledged_at = ${instant('$3')}, pseudonym = NULL
WHERE study_id = $1 AND deletion_id = $2 AND acknowledged_at IS NULL`,
    values: [studyId, deletionId, at],
    expectedRows: 1,
  };
}
