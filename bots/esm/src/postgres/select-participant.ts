import type { Json, Statement } from 'opora';

/** What is stored of a participant; times are ISO 8601 in UTC. */
export type ParticipantRow = {
  readonly language: string;
  readonly status: string;
  readonly consent_version: number;
  readonly consent_language: string;
  readonly consent_text_hash: string;
  readonly consent_parts: Json;
  readonly agreed_at: string;
  readonly created_at: string;
  readonly study_id: string | null;
  readonly pseudonym: string | null;
  readonly zone: string | null;
  /** Hours, quiet hours and count of their own. */
  readonly settings: Json;
  readonly address_form: string | null;
  readonly first_date: string | null;
  readonly withdrawn_at: string | null;
};

/** Reads the participant of a Conversation. */
export function selectParticipant(conversationId: string): Statement {
  return {
    name: 'esm-select-participant',
    sql: `SELECT language, status, consent_version, consent_language, consent_text_hash, consent_parts,
  to_char(agreed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS agreed_at,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at,
  study_id, pseudonym, zone, settings, address_form, to_char(first_date, 'YYYY-MM-DD') AS first_date,
  to_char(withdrawn_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS withdrawn_at
FROM esm_participants WHERE conversation_id = $1`,
    values: [conversationId],
  };
}
