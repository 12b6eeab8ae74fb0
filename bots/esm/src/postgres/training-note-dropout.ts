import type { TurnWrite } from 'opora';

/**
 * Notes that somebody has dropped out of the training: on three local dates before `today`, all after the last one with
 * a completed survey, signals were due and no survey was completed. Dates on which every signal was cancelled (a pause,
 * for example) do not count. Nothing happens where this is not so, or was noted before.
 */
export function noteDropout(row: {
  readonly conversationId: string;
  /** Local dates, `YYYY-MM-DD`; null before the first completed survey. */
  readonly lastDate: string | null;
  readonly today: string;
  /** Ms since the epoch. */
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-note-dropout',
    sql: `UPDATE esm_participants SET dropped_out_at = to_timestamp($4::double precision / 1000)
WHERE conversation_id = $1 AND dropped_out_at IS NULL AND 3 <= (
  SELECT count(DISTINCT b.local_date) FROM esm_beeps b
  WHERE b.conversation_id = $1 AND NOT b.preview AND b.kind <> 'event'
    AND b.status NOT IN ('planned', 'cancelled', 'completed')
    AND b.local_date < $3::date AND b.local_date > COALESCE($2::date, '-infinity')
)`,
    values: [row.conversationId, row.lastDate, row.today, row.at],
  };
}
