import type { Statement } from 'opora';

/** How many beeps had which end; `sent` counts all that were sent, whatever became of them. */
export type BeepCounts = {
  readonly planned: number;
  readonly sent: number;
  readonly completed: number;
  readonly partial: number;
  readonly expired: number;
  readonly skipped: number;
  readonly failed: number;
  readonly missed: number;
  readonly cancelled: number;
};

/** Counts of all beeps, of a study day, of a block (by its number in the day), or of a person's day. */
export type ComplianceRow = BeepCounts & {
  readonly pseudonym: string | null;
  readonly studyDay: number | null;
  readonly block: number | null;
};

/** Columns that make `BeepCounts` of rows `b` of esm_beeps. */
export const countColumns: string = [
  'planned',
  'completed',
  'partial',
  'expired',
  'skipped',
  'failed',
  'missed',
  'cancelled',
]
  .map((status) => `(count(*) FILTER (WHERE b.status = '${status}'))::integer AS ${status}`)
  .concat('count(b.sent_at)::integer AS sent')
  .join(',\n  ');

/** Counts the beeps of a study; previews and events are left out, training where wished. */
export function selectCompliance(studyId: string, training: boolean | null): Statement {
  return {
    name: 'esm-select-compliance',
    sql: `SELECT b.study_day AS "studyDay", b.number AS block, NULL AS pseudonym,
  ${countColumns}
FROM esm_beeps b
WHERE b.study_id = $1 AND NOT b.preview AND b.kind <> 'event' AND ($2::boolean IS NULL OR b.is_training = $2)
GROUP BY GROUPING SETS ((b.study_day), (b.number), ())
ORDER BY b.study_day, b.number`,
    values: [studyId, training],
  };
}
