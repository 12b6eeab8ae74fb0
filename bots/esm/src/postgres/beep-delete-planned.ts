import type { TurnWrite } from 'opora';

/** Removes beeps that were never sent, so that their dates can be planned anew. */
export function deletePlannedBeeps(conversationId: string, ids: readonly string[]): TurnWrite {
  return {
    name: 'esm-delete-planned-beeps',
    sql: `DELETE FROM esm_beeps
WHERE conversation_id = $1 AND beep_id = ANY($2::text[]) AND status IN ('planned', 'cancelled')
  AND sent_at IS NULL`,
    values: [conversationId, ids],
  };
}
