import type { TurnWrite } from 'opora';

/** Records when somebody left the training for good; null takes it back, because a survey was completed after all. */
export function saveDropout(conversationId: string, at: number | null): TurnWrite {
  return {
    name: 'esm-save-dropout',
    sql: `UPDATE esm_participants SET
  dropped_out_at = CASE WHEN $2::double precision IS NULL THEN NULL
    ELSE COALESCE(dropped_out_at, to_timestamp($2::double precision / 1000)) END
WHERE conversation_id = $1`,
    values: [conversationId, at],
  };
}
