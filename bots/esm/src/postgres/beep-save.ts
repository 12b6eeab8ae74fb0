import type { TurnWrite } from 'opora';
import type { OpenBeep } from '../beeps/beep-state.ts';
import type { BeepStatus } from '../schedule/decide-beep.ts';

/** What a beep is recorded as; instants in ms since the epoch. */
export interface BeepRecord {
  readonly beep: OpenBeep;
  readonly status: BeepStatus;
  /** When it expires unopened; null for an event. */
  readonly expiresAt: number | null;
  /** When its survey was completed; null otherwise. */
  readonly completedAt: number | null;
  /** When it ended; null while it is open. */
  readonly closedAt: number | null;
  /** The Turn that sent it, which names its Delivery to `opora why`; null for a later record. */
  readonly sentBy: string | null;
}

/** Records where a beep that was sent stands. Repeating it changes nothing. */
export function saveBeep(conversationId: string, record: BeepRecord): TurnWrite {
  const { beep } = record;
  return {
    name: 'esm-save-beep',
    sql: `UPDATE esm_beeps SET
  status = $3,
  reminded = $4,
  is_training = $5,
  sent_at = to_timestamp($6::double precision / 1000),
  opened_at = to_timestamp($7::double precision / 1000),
  expires_at = to_timestamp($8::double precision / 1000),
  completed_at = to_timestamp($9::double precision / 1000),
  closed_at = to_timestamp($10::double precision / 1000),
  delivery_id = COALESCE($11, delivery_id),
  cancelled_for = NULL
WHERE conversation_id = $1 AND beep_id = $2`,
    values: [
      conversationId,
      beep.id,
      record.status,
      beep.reminded,
      beep.isTraining,
      beep.sentAt,
      beep.openedAt,
      record.expiresAt,
      record.completedAt,
      record.closedAt,
      record.sentBy,
    ],
  };
}
