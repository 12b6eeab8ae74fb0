import type { Statement } from 'opora';

/** One measurement, seconds. */
export interface BeepTime {
  readonly what: 'lag' | 'latency';
  readonly seconds: number;
}

/** Lags of beeps sent, and latencies of beeps opened, after `since` and not after `until` (ms since the epoch). */
export function selectBeepTimes(since: number, until: number): Statement {
  return {
    name: 'esm-select-beep-times',
    sql: `WITH span AS (
  SELECT to_timestamp($1::double precision / 1000) AS since, to_timestamp($2::double precision / 1000) AS until
), beeps AS (
  SELECT planned_at, sent_at, opened_at FROM esm_beeps, span
  WHERE planned_at > since - interval '1 day' AND planned_at <= until AND NOT preview
)
SELECT 'lag' AS what, GREATEST(0, extract(epoch FROM sent_at - planned_at))::float8 AS seconds
FROM beeps, span WHERE sent_at > since AND sent_at <= until
UNION ALL
SELECT 'latency', GREATEST(0, extract(epoch FROM opened_at - sent_at))::float8
FROM beeps, span WHERE opened_at > since AND opened_at <= until AND sent_at IS NOT NULL`,
    values: [since, until],
  };
}
