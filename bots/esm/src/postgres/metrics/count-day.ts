import type { TurnWrite } from 'opora';

/** Any number that nobody else uses for an advisory lock. */
const lockNumber = 0x65_73_6d_66;

const countSql = `WITH span AS (
  SELECT $1::date::timestamp AT TIME ZONE 'UTC' AS begins, ($1::date + 1)::timestamp AT TIME ZONE 'UTC' AS ends
), beeps AS (
  SELECT kind, status, planned_at, sent_at, opened_at FROM esm_beeps, span
  WHERE planned_at >= begins AND planned_at < ends AND NOT preview
), responses AS (
  SELECT conversation_id, response_id, status, is_training FROM esm_responses, span
  WHERE started_at >= begins AND started_at < ends AND NOT preview
), texts AS (
  SELECT is_training, first_validation AS judged FROM responses JOIN esm_answers USING (conversation_id, response_id)
  WHERE jsonb_typeof(first_validation) = 'object'
), figures (figure, label, count, sum) AS (
  SELECT 'computed', '', 1, 0
  UNION ALL
  SELECT 'responses', '', count(*), 0 FROM responses WHERE status = 'completed'
  UNION ALL
  SELECT 'beeps', kind || ',' || state, count(*), 0
  FROM beeps, LATERAL (VALUES
    ('planned', true), ('sent', sent_at IS NOT NULL), ('opened', opened_at IS NOT NULL),
    (status, status NOT IN ('planned', 'sent', 'opened'))
  ) AS reached (state, is_so)
  WHERE is_so GROUP BY 2
  UNION ALL
  SELECT 'compliance', '', count(*) FILTER (WHERE status = 'completed'), count(*) FROM beeps WHERE sent_at IS NOT NULL
  UNION ALL
  SELECT 'lag', '', count(*), sum(extract(epoch FROM sent_at - planned_at)) FROM beeps WHERE sent_at IS NOT NULL
  UNION ALL
  SELECT 'latency', '', count(*), sum(extract(epoch FROM opened_at - sent_at)) FROM beeps WHERE opened_at >= sent_at
  UNION ALL
  SELECT 'quality', CASE WHEN is_training THEN 'training' ELSE '' END, count(*), sum((judged ->> 'quality')::float8)
  FROM texts WHERE jsonb_typeof(judged -> 'quality') = 'number' GROUP BY 2
  UNION ALL
  SELECT 'class', found ->> 'id', count(*), 0
  FROM texts, jsonb_path_query(judged, '$.classes[*]') AS found GROUP BY 2
  UNION ALL
  SELECT 'class', 'pristine', count(*), 0
  FROM texts WHERE judged ->> 'verdict' = 'accept' AND NOT jsonb_path_exists(judged, '$.classes[*]')
  UNION ALL
  SELECT 'phenomenon', found ->> 'id', count(*), 0
  FROM texts, jsonb_path_query(judged, '$.phenomena[*]') AS found GROUP BY 2
  UNION ALL
  SELECT 'presupposition', '', count(*), 0 FROM texts WHERE jsonb_typeof(judged -> 'presupposition') = 'object'
)
INSERT INTO esm_daily_figures (day, figure, label, count, sum)
SELECT $1::date, figure, label, count, COALESCE(sum, 0) FROM figures WHERE count > 0 OR sum > 0`;

/**
 * Counts a day (`YYYY-MM-DD`, UTC) of all studies anew. To be run in one transaction; several processes that count at
 * the same time wait for one another.
 */
export function countDay(day: string): readonly TurnWrite[] {
  return [
    { name: 'esm-lock-figures', sql: 'SELECT pg_advisory_xact_lock($1)', values: [lockNumber] },
    { name: 'esm-forget-stale', sql: 'DELETE FROM esm_stale_figures WHERE day = $1::date', values: [day] },
    { name: 'esm-forget-day', sql: 'DELETE FROM esm_daily_figures WHERE day = $1::date', values: [day] },
    { name: 'esm-count-day', sql: countSql, values: [day] },
  ];
}
