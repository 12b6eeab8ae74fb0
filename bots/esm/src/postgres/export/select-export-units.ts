import type { Statement } from 'opora';

/** Which beeps and events an export holds. */
export interface UnitFilter {
  readonly studyId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly training: boolean;
}

/** Where a page begins: behind this beep. */
export interface UnitCursor {
  readonly conversationId: string;
  readonly plannedUs: string;
  readonly beepId: string;
}

const ms = (column: string): string => `round(extract(epoch FROM ${column}) * 1000, 3)::float8`;

/**
 * Reads a page of the beeps and events of some participants, in the order in which they are given, then of time.
 * Previews are never there.
 */
export function selectExportUnits(
  filter: UnitFilter,
  conversationIds: readonly string[],
  after: UnitCursor | null,
  limit: number,
): Statement {
  return {
    name: 'esm-export-units',
    sql: `WITH listed AS (
  SELECT id AS conversation_id, place FROM unnest($2::bigint[]) WITH ORDINALITY AS list(id, place)
), page AS (
  SELECT b.*, listed.place, (extract(epoch FROM b.planned_at) * 1000000)::bigint AS planned_us
  FROM listed JOIN esm_beeps b USING (conversation_id)
  WHERE b.study_id = $1 AND NOT b.preview
    AND ($3::date IS NULL OR b.local_date >= $3) AND ($4::date IS NULL OR b.local_date <= $4)
    AND ($5 OR NOT b.is_training)
    AND ($6::bigint IS NULL OR (listed.place, b.planned_at, b.beep_id) > (
      (SELECT place FROM listed WHERE conversation_id = $6),
      'epoch'::timestamptz + $7::bigint * interval '1 microsecond', $8::text
    ))
  ORDER BY listed.place, b.planned_at, b.beep_id
  LIMIT $9
)
SELECT p.conversation_id::text, p.beep_id, p.planned_us::text, p.schedule, p.kind, p.status, p.wave, p.study_day,
  to_char(p.local_date, 'YYYY-MM-DD') AS local_date, p.number, p.plan_version, p.zone, p.is_training, p.reminded,
  ${ms('p.planned_at')} AS planned, ${ms('p.sent_at')} AS sent, ${ms('p.opened_at')} AS opened,
  ${ms('p.completed_at')} AS completed,
  CASE WHEN p.status = 'expired' THEN ${ms('COALESCE(p.closed_at, p.expires_at)')} END AS expired,
  ${ms('p.closed_at')} AS closed, r.response_id, r.status AS response_status, r.instrument, r.version, r.language, r.training_day, r.item_order
FROM page p
LEFT JOIN LATERAL (
  SELECT * FROM esm_responses
  WHERE conversation_id = p.conversation_id AND beep_id = p.beep_id AND NOT preview
  ORDER BY started_at, response_id LIMIT 1
) r ON true
ORDER BY p.place, p.planned_at, p.beep_id`,
    values: [
      filter.studyId,
      conversationIds,
      filter.from,
      filter.to,
      filter.training,
      after?.conversationId ?? null,
      after?.plannedUs ?? null,
      after?.beepId ?? null,
      limit,
    ],
  };
}

/** Counts what `selectExportUnits` will give, and what an export of this kind leaves out. */
export function countExportUnits(filter: UnitFilter): Statement {
  return {
    name: 'esm-export-count',
    sql: `SELECT
  count(*) FILTER (WHERE NOT preview AND inside AND ($4 OR NOT is_training))::int AS rows,
  count(*) FILTER (WHERE NOT preview AND inside AND NOT ($4 OR NOT is_training))::int AS training,
  count(*) FILTER (WHERE preview)::int AS preview,
  (SELECT count(*)::int FROM esm_responses r WHERE r.study_id = $1 AND NOT r.preview AND r.kind = 'survey') AS extra
FROM (
  SELECT preview, is_training,
    ($2::date IS NULL OR local_date >= $2) AND ($3::date IS NULL OR local_date <= $3) AS inside
  FROM esm_beeps WHERE study_id = $1
) AS beeps`,
    values: [filter.studyId, filter.from, filter.to, filter.training],
  };
}
