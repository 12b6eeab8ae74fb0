import type { TurnWrite } from 'opora';
import type { StudyStatus } from '../../study/study-status.ts';
import { instant } from './sql-time.ts';

/** Moves a study from one status to another, if it still has the first: one row, or none. */
export function changeStudyStatus(change: {
  readonly id: string;
  readonly from: StudyStatus;
  readonly to: StudyStatus;
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-change-study-status',
    sql: `UPDATE esm_studies SET
  status = $3,
  opened_at = CASE WHEN $3 = 'open' THEN COALESCE(opened_at, ${instant('$4')}) ELSE opened_at END,
  closed_at = CASE WHEN $3 = 'closed' THEN ${instant('$4')} ELSE closed_at END,
  deleted_at = CASE WHEN $3 = 'deleted' THEN ${instant('$4')} ELSE deleted_at END,
  revision = revision + 1
WHERE study_id = $1 AND status = $2`,
    values: [change.id, change.from, change.to, change.at],
    expectedRows: 1,
  };
}
