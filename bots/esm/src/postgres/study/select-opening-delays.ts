import type { Statement } from 'opora';

/** Borders of the bins of `selectOpeningDelays`, in seconds. */
export const delayBorders: readonly number[] = [0, 30, 60, 120, 300, 600, 1200, 1800, 2700];

/** How many beeps were opened after a delay within one bin. */
export type DelayRow = { readonly bin: number; readonly count: number };

/** Counts openings by their delay after sending; `bin` 1 begins at the first border. */
export function selectOpeningDelays(studyId: string, training: boolean | null): Statement {
  return {
    name: 'esm-select-opening-delays',
    sql: `SELECT width_bucket(GREATEST(extract(epoch FROM b.opened_at - b.sent_at)::double precision, 0),
    $3::double precision[]) AS bin,
  count(*)::integer AS count
FROM esm_beeps b
WHERE b.study_id = $1 AND NOT b.preview AND b.kind <> 'event' AND b.opened_at IS NOT NULL AND b.sent_at IS NOT NULL
  AND ($2::boolean IS NULL OR b.is_training = $2)
GROUP BY 1 ORDER BY 1`,
    values: [studyId, training, delayBorders],
  };
}
