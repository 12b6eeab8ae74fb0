import type { Language, TurnWrite } from 'opora';
import type { ConsentRecord } from '../esm-state.ts';
import type { Participation } from '../joining/participation.ts';

/** What is recorded of a participant. */
export interface ParticipantRecord {
  readonly conversationId: string;
  readonly language: Language;
  readonly consent: ConsentRecord;
  readonly participation: Participation;
  readonly channel: string;
  /** The platform's name of the thread, sealed; null keeps what is stored. */
  readonly chatSealed: Uint8Array | null;
  /** Ms since the epoch. */
  readonly at: number;
}

/** Records the participant as everything holds now. Repeating it changes nothing. */
export function saveParticipant(record: ParticipantRecord): TurnWrite {
  const { consent, participation } = record;
  const { zone = null, ...settings } = participation.settings ?? {};
  return {
    name: 'esm-save-participant',
    sql: `INSERT INTO esm_participants AS p (
  conversation_id, language, status, consent_version, consent_language, consent_text_hash, consent_parts,
  agreed_at, created_at, participant_id, study_id, pseudonym, channel, chat_sealed, zone, settings,
  address_form, first_date, paused_until, last_seen_at, withdrawn_at
) VALUES (
  $1, $2, $3, $4, $5, $6, $7::jsonb, to_timestamp($8::double precision / 1000),
  to_timestamp($9::double precision / 1000), $10, $11, $12, $13, $14, $15, $16::jsonb, $17, $18::date,
  to_timestamp($19::double precision / 1000), to_timestamp($20::double precision / 1000),
  CASE WHEN $3 = 'withdrawn' THEN to_timestamp($9::double precision / 1000) END
)
ON CONFLICT (conversation_id) DO UPDATE SET
  language = excluded.language, status = excluded.status, consent_version = excluded.consent_version,
  consent_language = excluded.consent_language, consent_text_hash = excluded.consent_text_hash,
  consent_parts = excluded.consent_parts, agreed_at = excluded.agreed_at,
  participant_id = excluded.participant_id, study_id = excluded.study_id, pseudonym = excluded.pseudonym,
  channel = excluded.channel, chat_sealed = COALESCE(excluded.chat_sealed, p.chat_sealed),
  zone = excluded.zone, settings = excluded.settings, address_form = excluded.address_form,
  first_date = excluded.first_date, paused_until = excluded.paused_until, last_seen_at = excluded.last_seen_at,
  withdrawn_at = CASE WHEN excluded.status = 'withdrawn'
    THEN COALESCE(p.withdrawn_at, excluded.withdrawn_at) END`,
    values: [
      record.conversationId,
      record.language,
      participation.status,
      consent.version,
      consent.language,
      consent.textHash,
      JSON.stringify(consent.parts),
      consent.agreedAt,
      record.at,
      participation.participantId,
      participation.studyId,
      participation.pseudonym,
      record.channel,
      record.chatSealed === null ? null : Buffer.from(record.chatSealed),
      zone,
      JSON.stringify(settings),
      participation.addressForm,
      participation.firstDate,
      participation.pause?.until ?? null,
      participation.seenAt,
    ],
  };
}
