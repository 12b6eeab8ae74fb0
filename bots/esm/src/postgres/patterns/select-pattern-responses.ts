import type { Statement } from 'opora';
import type { FaultClass } from '../../validator/report.ts';

/** Which answers of an instrument patterns are looked for in. */
export interface PatternItems {
  readonly instrument: string;
  readonly version: number;
  readonly scales: readonly string[];
  readonly moments: readonly string[];
  /** Confidence from which a class counts. */
  readonly threshold: number;
}

/** One completed response after training. */
export type PatternResponseRow = {
  readonly scales: Readonly<Record<string, number>>;
  /** Null without a validated report of a moment. */
  readonly classes: readonly FaultClass[] | null;
  /** Decisions of each coder. */
  readonly annotations: readonly Readonly<Record<string, string>>[];
};

/** Reads the newest completed responses of a person after training, oldest first. Other versions have other scales. */
export function selectPatternResponses(
  conversationId: string,
  items: PatternItems,
  limit: number,
): Statement {
  return {
    name: 'esm-pattern-responses',
    sql: `SELECT newest.scales, newest.classes, newest.annotations FROM (
  SELECT r.started_at, r.response_id, COALESCE((
    SELECT jsonb_object_agg(a.item_id, a.value) FROM esm_answers a
    WHERE a.conversation_id = r.conversation_id AND a.response_id = r.response_id AND a.status = 'answered'
      AND a.item_id = ANY($4::text[]) AND jsonb_typeof(a.value) = 'number'
  ), '{}') AS scales, (
    SELECT jsonb_path_query_array(a.first_validation, '$.classes[*] ? (@.confidence >= $least).id',
      jsonb_build_object('least', $6::float8))
    FROM esm_answers a
    WHERE a.conversation_id = r.conversation_id AND a.response_id = r.response_id AND a.item_id = ANY($5::text[])
      AND a.status = 'answered' AND a.first_validation IS NOT NULL
    ORDER BY a.position LIMIT 1
  ) AS classes, COALESCE((
    SELECT jsonb_agg(n.phenomena ORDER BY n.coder) FROM esm_annotations n
    WHERE n.conversation_id = r.conversation_id AND n.response_id = r.response_id
  ), '[]') AS annotations
  FROM esm_responses r
  WHERE r.conversation_id = $1 AND r.instrument = $2 AND r.version = $3 AND r.status = 'completed'
    AND NOT r.preview AND NOT r.is_training
  ORDER BY r.started_at DESC, r.response_id DESC
  LIMIT $7
) AS newest ORDER BY newest.started_at, newest.response_id`,
    values: [
      conversationId,
      items.instrument,
      items.version,
      items.scales,
      items.moments,
      items.threshold,
      limit,
    ],
  };
}

/** Counts sent and completed signals of a person by block of the day. */
export function selectBlockCompliance(conversationId: string): Statement {
  return {
    name: 'esm-pattern-blocks',
    sql: `SELECT schedule, number AS block, count(*)::int AS sent,
  (count(*) FILTER (WHERE status = 'completed'))::int AS completed
FROM esm_beeps
WHERE conversation_id = $1 AND kind = 'signal' AND NOT preview AND sent_at IS NOT NULL
  AND status NOT IN ('sent', 'opened')
GROUP BY schedule, number ORDER BY schedule, number`,
    values: [conversationId],
  };
}
