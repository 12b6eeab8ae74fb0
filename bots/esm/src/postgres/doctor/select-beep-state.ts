import type { Statement } from 'opora';

/** What beeps tell about the health of planning and sending. */
export interface BeepState {
  /** Beeps that should have left and have not. */
  readonly overdue: number;
  /** Age of the oldest of them, seconds. */
  readonly oldestSeconds: number;
  /** Of the last 24 hours. */
  readonly sent: number;
  readonly failed: number;
}

/** The state of beeps at `now` (ms since the epoch); previews count too where they are late. */
export function selectBeepState(now: number): Statement {
  return {
    name: 'esm-select-beep-state',
    sql: `WITH clock AS (SELECT to_timestamp($1::double precision / 1000) AS now), recent AS (
  SELECT status, planned_at, sent_at, preview FROM esm_beeps, clock
  WHERE planned_at > now - interval '2 days' AND planned_at <= now
)
SELECT (count(*) FILTER (WHERE status = 'planned'))::float8 AS overdue,
  COALESCE(max(extract(epoch FROM now - planned_at)) FILTER (WHERE status = 'planned'), 0)::float8 AS "oldestSeconds",
  (count(*) FILTER (WHERE sent_at > now - interval '1 day' AND NOT preview))::float8 AS sent,
  (count(*) FILTER (WHERE status = 'failed' AND planned_at > now - interval '1 day' AND NOT preview))::float8 AS failed
FROM clock LEFT JOIN recent ON true`,
    values: [now],
  };
}
