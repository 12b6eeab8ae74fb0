import type { TurnWrite } from 'opora';

/** Why a beep is cancelled. */
export type CancelReason =
  | 'settings'
  | 'pause'
  | 'unreachable'
  | 'handoff'
  | 'consent'
  | 'frozen'
  | 'closed'
  | 'withdrawal'
  | 'protocol'
  | 'status';

/** Reasons that end; what they cancelled and is still to come is planned again then. */
export const passingReasons: ReadonlySet<string> = new Set<CancelReason>([
  ...(['pause', 'unreachable', 'handoff', 'consent', 'withdrawal', 'status'] as const),
]);

/** Cancels beeps that were not sent; others stay as they are. `at` is ms since the epoch. */
export function cancelBeeps(
  conversationId: string,
  ids: readonly string[],
  reason: CancelReason,
  at: number,
): TurnWrite {
  return {
    name: 'esm-cancel-beeps',
    sql: `UPDATE esm_beeps SET
  status = 'cancelled', cancelled_for = $3, closed_at = to_timestamp($4::double precision / 1000)
WHERE conversation_id = $1 AND beep_id = ANY($2::text[]) AND status IN ('planned', 'cancelled') AND sent_at IS NULL`,
    values: [conversationId, ids, reason, at],
  };
}
