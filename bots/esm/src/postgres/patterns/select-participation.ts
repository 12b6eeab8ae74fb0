import type { Statement } from 'opora';

/** Numbers of one person's taking part; nothing of what was answered. */
export type ParticipationRow = {
  /** Signals that were sent, and what became of them; events are counted apart. */
  readonly sent: number;
  readonly completed: number;
  readonly partial: number;
  readonly expired: number;
  readonly skipped: number;
  readonly events: number;
  /** Completed surveys altogether, and those after training. */
  readonly surveys: number;
  readonly after_training: number;
  /** Local dates with a completed survey. */
  readonly days: number;
  /** Of the newest signals that are over. */
  readonly recent_sent: number;
  readonly recent_completed: number;
};

/** Counts what one person took part in, previews left out. */
export function selectParticipation(conversationId: string, recentSignals: number): Statement {
  return {
    name: 'esm-participation',
    sql: `SELECT b.*, r.*, n.* FROM (
  SELECT
    (count(*) FILTER (WHERE kind <> 'event' AND sent_at IS NOT NULL AND status <> 'failed'))::int AS sent,
    (count(*) FILTER (WHERE kind <> 'event' AND status = 'completed'))::int AS completed,
    (count(*) FILTER (WHERE kind <> 'event' AND status = 'partial'))::int AS partial,
    (count(*) FILTER (WHERE kind <> 'event' AND status = 'expired'))::int AS expired,
    (count(*) FILTER (WHERE kind <> 'event' AND status = 'skipped'))::int AS skipped,
    (count(*) FILTER (WHERE kind = 'event'))::int AS events
  FROM esm_beeps WHERE conversation_id = $1 AND NOT preview
) AS b, (
  SELECT count(*)::int AS surveys, (count(*) FILTER (WHERE NOT is_training))::int AS after_training,
    count(DISTINCT COALESCE(local_date, (started_at AT TIME ZONE 'UTC')::date))::int AS days
  FROM esm_responses WHERE conversation_id = $1 AND status = 'completed' AND NOT preview
) AS r, (
  SELECT count(*)::int AS recent_sent, (count(*) FILTER (WHERE status = 'completed'))::int AS recent_completed
  FROM (
    SELECT status FROM esm_beeps
    WHERE conversation_id = $1 AND NOT preview AND kind = 'signal' AND sent_at IS NOT NULL
      AND status NOT IN ('sent', 'opened')
    ORDER BY sent_at DESC LIMIT $2
  ) AS newest
) AS n`,
    values: [conversationId, recentSignals],
  };
}
