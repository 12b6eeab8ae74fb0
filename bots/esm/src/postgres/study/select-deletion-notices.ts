import type { Statement } from 'opora';
import { epochMs, instant, isoTime } from './sql-time.ts';

/** Somebody's data were deleted: copies made earlier are to be purged. `at` is ISO 8601 in UTC. */
export type DeletionNoticeRow = {
  readonly id: string;
  readonly pseudonym: string;
  readonly at: string;
  readonly cursorAt: number;
};

/** Reads the notices of a study that nobody acknowledged, oldest first. */
export function selectDeletionNotices(
  studyId: string,
  after: { readonly at: number; readonly id: string } | null,
  limit: number,
): Statement {
  return {
    name: 'esm-select-deletion-notices',
    sql: `SELECT deletion_id AS id, pseudonym, ${isoTime('at')} AS at, ${epochMs('at')} AS "cursorAt"
FROM esm_deletion_notices
WHERE study_id = $1 AND acknowledged_at IS NULL AND pseudonym IS NOT NULL
  AND ($2::double precision IS NULL OR (at, deletion_id) > (${instant('$2')}, $3))
ORDER BY esm_deletion_notices.at, deletion_id
LIMIT $4`,
    values: [studyId, after?.at ?? null, after?.id ?? null, limit],
  };
}
