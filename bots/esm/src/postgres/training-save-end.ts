import type { TurnWrite } from 'opora';
import type { TrainingState } from '../training/training-state.ts';

/** Records how the training of a participant ended, or that it runs, perhaps held by a researcher. */
export function saveTrainingEnd(conversationId: string, { end, held }: TrainingState): TurnWrite {
  return {
    name: 'esm-save-training-end',
    sql: `UPDATE esm_participants SET
  training_ended_at = to_timestamp($2::double precision / 1000),
  training_ended_by = $3,
  training_held = $4
WHERE conversation_id = $1`,
    values: [conversationId, end?.at ?? null, end?.by ?? null, held],
  };
}
