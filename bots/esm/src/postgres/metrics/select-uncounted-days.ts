import type { Statement } from 'opora';

/** A day whose figures are not up to date, `YYYY-MM-DD`. */
export interface UncountedDay {
  readonly day: string;
}

/**
 * Days (UTC) to be counted, oldest first: those never counted, those told stale, and the two that are still changing:
 * today and yesterday, by the clock that says `now` (ms since the epoch).
 */
export function selectUncountedDays(now: number, limit: number): Statement {
  return {
    name: 'esm-select-uncounted-days',
    sql: `WITH today AS (
  SELECT (to_timestamp($1::double precision / 1000) AT TIME ZONE 'UTC')::date AS day
), first AS (
  SELECT LEAST(
    (SELECT min(planned_at) FROM esm_beeps), (SELECT min(started_at) FROM esm_responses)
  ) AT TIME ZONE 'UTC' AS at
)
SELECT to_char(days.day, 'YYYY-MM-DD') AS day
FROM today, first, LATERAL (
  SELECT series::date AS day FROM generate_series(first.at::date, today.day, interval '1 day') AS series
  WHERE series::date >= today.day - 1 OR NOT EXISTS (
    SELECT 1 FROM esm_daily_figures WHERE esm_daily_figures.day = series::date AND figure = 'computed'
  )
  UNION
  SELECT stale.day FROM esm_stale_figures AS stale
) AS days
ORDER BY days.day
LIMIT $2`,
    values: [now, limit],
  };
}
