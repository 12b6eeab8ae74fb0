import type { TurnWrite } from 'opora';

/** Records a planned beep as missed; `at` (ms since the epoch) is the end of its grace. */
export function missBeep(conversationId: string, id: string, at: number): TurnWrite {
  return {
    name: 'esm-miss-beep',
    sql: `UPDATE esm_beeps SET status = 'missed', closed_at = to_timestamp($3::double precision / 1000)
WHERE conversation_id = $1 AND beep_id = $2 AND status = 'planned'`,
    values: [conversationId, id, at],
  };
}
