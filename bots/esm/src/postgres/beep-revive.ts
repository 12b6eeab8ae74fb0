import type { TurnWrite } from 'opora';

/** Plans cancelled beeps again, at the instants they had. */
export function reviveBeeps(conversationId: string, ids: readonly string[]): TurnWrite {
  return {
    name: 'esm-revive-beeps',
    sql: `UPDATE esm_beeps SET status = 'planned', cancelled_for = NULL, closed_at = NULL
WHERE conversation_id = $1 AND beep_id = ANY($2::text[]) AND status = 'cancelled' AND sent_at IS NULL`,
    values: [conversationId, ids],
  };
}
