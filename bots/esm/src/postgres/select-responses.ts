import type { Statement } from 'opora';
import type { AnswerStatus } from '../esm-state.ts';
import type { AnswerValue } from '../instrument/instrument.ts';
import type { ResponseStatus } from './save-response.ts';

/** One stored answer; times are ISO 8601 in UTC. */
export type StoredAnswer = {
  readonly item: string;
  readonly status: AnswerStatus;
  readonly value: AnswerValue;
  readonly first_text: string | null;
  readonly final_text: string | null;
  /** The same words sealed, base64; null or absent where they are stored plainly. */
  readonly first_sealed?: string | null;
  readonly final_sealed?: string | null;
  readonly attempts: number;
  readonly edits: number;
  readonly shown: string;
  readonly answered: string | null;
  readonly latency_ms: number | null;
};

/** One stored response with its answers; times are ISO 8601 in UTC. */
export type StoredResponse = {
  readonly response_id: string;
  readonly beep_id: string | null;
  /** `survey` for one opened by command. */
  readonly kind?: 'survey' | 'beep' | 'event';
  readonly instrument: string;
  readonly version: number;
  readonly language: string;
  readonly status: ResponseStatus;
  readonly item_order: readonly string[];
  readonly started: string;
  readonly completed: string | null;
  readonly duration_s: number | null;
  readonly answers: readonly StoredAnswer[];
  /** Responses stored altogether, those beyond the limit included. */
  readonly total: number;
};

/**
 * Reads the newest responses of a Conversation whose answers together stay within about `maximumBytes`
 * (at least one), newest first. Previews are left out.
 */
export function selectResponses(conversationId: string, maximumBytes: number): Statement {
  return {
    name: 'esm-select-responses',
    sql: `WITH sized AS (
  SELECT r.*, 500 + COALESCE((
    SELECT sum(200 + COALESCE(octet_length(a.first_text), octet_length(a.first_sealed), 0)
      + COALESCE(octet_length(a.final_text), octet_length(a.final_sealed), 0))
    FROM esm_answers a
    WHERE a.conversation_id = r.conversation_id AND a.response_id = r.response_id
  ), 0) AS bytes
  FROM esm_responses r
  WHERE r.conversation_id = $1 AND NOT r.preview
), ranked AS (
  SELECT sized.*,
    sum(bytes) OVER newest_first - bytes AS bytes_before,
    (count(*) OVER ())::int AS total
  FROM sized
  WINDOW newest_first AS (ORDER BY started_at DESC, response_id ROWS UNBOUNDED PRECEDING)
)
SELECT k.response_id, k.beep_id, k.kind, k.instrument, k.version, k.language, k.status, k.item_order, k.total,
  to_char(k.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started,
  to_char(k.completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS completed,
  round(extract(epoch FROM k.completed_at - k.started_at))::int AS duration_s,
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object(
      'item', a.item_id, 'status', a.status, 'value', a.value,
      'first_text', a.first_text, 'final_text', a.final_text,
      'first_sealed', encode(a.first_sealed, 'base64'), 'final_sealed', encode(a.final_sealed, 'base64'),
      'attempts', a.attempts, 'edits', a.edits,
      'shown', to_char(a.shown_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'answered', to_char(a.answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'latency_ms', round(extract(epoch FROM a.answered_at - a.shown_at) * 1000)::bigint
    ) ORDER BY a.position)
    FROM esm_answers a
    WHERE a.conversation_id = k.conversation_id AND a.response_id = k.response_id
  ), '[]'::jsonb) AS answers
FROM ranked k
WHERE k.bytes_before < $2
ORDER BY k.started_at DESC, k.response_id`,
    values: [conversationId, maximumBytes],
  };
}
