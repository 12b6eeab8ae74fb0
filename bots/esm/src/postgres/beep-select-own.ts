import type { Statement } from 'opora';

/** A signal or event as its participant may see it; times are ISO 8601 in UTC. */
export type OwnBeep = {
  readonly beep_id: string;
  readonly kind: string;
  readonly local_date: string;
  readonly number: number;
  readonly status: string;
  readonly planned: string;
  readonly sent: string | null;
  readonly opened: string | null;
  readonly completed: string | null;
};

/** Reads what has become of a Conversation's signals and events; nothing of those to come, and no previews. */
export function selectOwnBeeps(conversationId: string, now: number): Statement {
  const iso = (column: string): string =>
    `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return {
    name: 'esm-select-own-beeps',
    sql: `SELECT beep_id, kind, to_char(local_date, 'YYYY-MM-DD') AS local_date, number, status,
  ${iso('planned_at')} AS planned, ${iso('sent_at')} AS sent, ${iso('opened_at')} AS opened,
  ${iso('completed_at')} AS completed
FROM esm_beeps
WHERE conversation_id = $1 AND NOT preview AND planned_at <= to_timestamp($2::double precision / 1000)
ORDER BY planned_at DESC LIMIT 2000`,
    values: [conversationId, now],
  };
}
