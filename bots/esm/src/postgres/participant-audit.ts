import type { TurnWrite } from 'opora';

/** Adds a line to the audit about a participant, who stands in it under a random reference alone. */
export function auditParticipant(entry: {
  readonly conversationId: string;
  /** Ms since the epoch. */
  readonly at: number;
  readonly actor: 'participant' | 'opora';
  readonly action: string;
}): TurnWrite {
  return {
    name: 'esm-audit-participant',
    sql: `INSERT INTO esm_audit (study_id, at, actor, action, detail)
SELECT study_id, to_timestamp($2::double precision / 1000), $3, $4,
  jsonb_build_object('participant', audit_reference)
FROM esm_participants WHERE conversation_id = $1`,
    values: [entry.conversationId, entry.at, entry.actor, entry.action],
  };
}
