import type { Statement } from 'opora';
import type { FaultClass } from '../../validator/report.ts';
import type { PatternItems } from './select-pattern-responses.ts';

/** How often a person chose a value of a scale. */
export type ScaleCountRow = {
  readonly item: string;
  readonly value: number;
  readonly times: number;
};

/** Counts the values of one person's scales in completed responses after training. */
export function selectScaleCounts(
  conversationId: string,
  items: Pick<PatternItems, 'instrument' | 'version' | 'scales'>,
): Statement {
  return {
    name: 'esm-scale-counts',
    sql: `SELECT a.item_id AS item, a.value::float8 AS value, count(*)::int AS times
FROM esm_responses r
JOIN esm_answers a ON a.conversation_id = r.conversation_id AND a.response_id = r.response_id
WHERE r.conversation_id = $1 AND r.instrument = $2 AND r.version = $3 AND r.status = 'completed'
  AND NOT r.preview AND NOT r.is_training
  AND a.item_id = ANY($4::text[]) AND a.status = 'answered' AND jsonb_typeof(a.value) = 'number'
GROUP BY a.item_id, a.value ORDER BY a.item_id, a.value`,
    values: [conversationId, items.instrument, items.version, items.scales],
  };
}

/** The classes that count in one moment report. */
export type RecentReportRow = {
  readonly classes: readonly FaultClass[];
};

/** Reads the classes of a person's newest moment reports after training, newest first; no words. */
export function selectRecentReports(
  conversationId: string,
  items: Pick<PatternItems, 'moments' | 'threshold'>,
  limit: number,
): Statement {
  return {
    name: 'esm-recent-reports',
    sql: `SELECT jsonb_path_query_array(a.first_validation, '$.classes[*] ? (@.confidence >= $least).id',
  jsonb_build_object('least', $3::float8)) AS classes
FROM esm_responses r
JOIN esm_answers a ON a.conversation_id = r.conversation_id AND a.response_id = r.response_id
WHERE r.conversation_id = $1 AND r.status = 'completed' AND NOT r.preview AND NOT r.is_training
  AND a.item_id = ANY($2::text[]) AND a.status = 'answered' AND a.first_validation IS NOT NULL
ORDER BY r.started_at DESC, r.response_id DESC, a.position
LIMIT $4`,
    values: [conversationId, items.moments, items.threshold, limit],
  };
}
