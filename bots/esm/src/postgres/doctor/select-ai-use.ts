import type { Statement } from 'opora';

/** How models have judged the reports of the last day. */
export interface AiUse {
  /** Reports judged with a model, of the last 24 hours and of the last hour. */
  readonly servedDay: number;
  readonly servedHour: number;
  /** Reports of the last hour that the rules were in doubt about, with consent of study and participant, without. */
  readonly missedHour: number;
}

/** Counts first texts by who judged them, up to `now` (ms since the epoch). */
export function selectAiUse(now: number): Statement {
  return {
    name: 'esm-select-ai-use',
    sql: `WITH clock AS (SELECT to_timestamp($1::double precision / 1000) AS now), texts AS (
  SELECT responses.started_at > now - interval '1 hour' AS is_recent,
    first_validation ->> 'source' = 'ai' AS served,
    studies.ai_allowed AND participants.consent_parts @> '{"aiProvider": true}' AS allowed,
    (SELECT max((found ->> 'confidence')::float8) FROM jsonb_path_query(first_validation, '$.classes[*]') AS found)
      BETWEEN 0.35 AND 0.75 AS doubtful
  FROM clock, esm_responses AS responses
  JOIN esm_answers AS answers USING (conversation_id, response_id)
  JOIN esm_participants AS participants USING (conversation_id)
  LEFT JOIN esm_studies AS studies ON studies.study_id = responses.study_id
  WHERE responses.started_at > now - interval '1 day' AND responses.started_at <= now
    AND jsonb_typeof(first_validation) = 'object'
)
SELECT (count(*) FILTER (WHERE served))::float8 AS "servedDay",
  (count(*) FILTER (WHERE served AND is_recent))::float8 AS "servedHour",
  (count(*) FILTER (WHERE NOT served AND allowed AND doubtful AND is_recent))::float8 AS "missedHour"
FROM texts`,
    values: [now],
  };
}
