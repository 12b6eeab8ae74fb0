import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Deletes the versions of studies that were deleted before an instant: Turns that were under way needed them. */
export function purgeStudyVersions(before: number): TurnWrite {
  return {
    name: 'esm-purge-study-versions',
    sql: `DELETE FROM esm_study_versions v USING esm_studies s
WHERE s.study_id = v.study_id AND s.status = 'deleted' AND s.deleted_at < ${instant('$1')}`,
    values: [before],
  };
}
