import { answerPlace, chatPlace } from '../../../src/vault/places.ts';
import { pseudonymOf } from '../../../src/vault/pseudonym.ts';
import type { TestRuntime } from './test-runtime.ts';

/** A participant to be stored directly. */
export interface ParticipantSketch {
  readonly conversationId: string;
  readonly studyId: string;
  readonly status?: string;
  readonly zone?: string;
}

/** Stores a participant whose chat is `chat-<conversation>` on Telegram; returns the pseudonym. */
export async function makeParticipant(runtime: TestRuntime, sketch: ParticipantSketch): Promise<string> {
  const { conversationId, studyId, status = 'active', zone = 'Europe/Kyiv' } = sketch;
  const participantId = `person-${conversationId}`;
  const pseudonym = pseudonymOf(Buffer.from(studyId).toString('base64'), participantId);
  const vault = await runtime.vault();
  await runtime.rows(
    `INSERT INTO esm_participants (conversation_id, language, status, consent_version, consent_language,
      consent_text_hash, consent_parts, agreed_at, created_at, participant_id, study_id, pseudonym, channel,
      chat_sealed, zone, first_date)
    VALUES ($1, 'uk', $2, 1, 'uk', 'hash', '{"takingPart": true, "quotation": true}', now(), now(), $3, $4, $5,
      'telegram', $6, $7, '2026-01-05')`,
    ...[conversationId, status, participantId, studyId, pseudonym],
    Buffer.from(vault.seal(`chat-${conversationId}`, chatPlace(conversationId))),
    zone,
  );
  return pseudonym;
}

/** A beep to be stored directly; times in minutes after its planned time. */
export interface BeepSketch {
  readonly conversationId: string;
  readonly studyId: string;
  readonly id: string;
  /** ISO 8601. */
  readonly plannedAt: string;
  readonly status?: string;
  readonly number?: number;
  readonly studyDay?: number;
  readonly sentAfter?: number | null;
  readonly openedAfter?: number | null;
  readonly preview?: boolean;
  readonly isTraining?: boolean;
  readonly kind?: string;
}

/** Stores a beep. */
export async function makeBeep(runtime: TestRuntime, sketch: BeepSketch): Promise<void> {
  const { status = 'completed', number = 1, studyDay = 1, sentAfter = 0, openedAfter = null } = sketch;
  const { preview = false, isTraining = false, kind = 'signal' } = sketch;
  await runtime.rows(
    `INSERT INTO esm_beeps (conversation_id, beep_id, study_id, schedule, kind, wave, study_day, local_date, number,
      plan_version, seed_reference, zone, preview, is_training, status, planned_at, sent_at, opened_at, timing)
    VALUES ($1, $2, $3, $4, $5, 'main', $6, ($7::timestamptz AT TIME ZONE 'UTC')::date, $8, 1, 'seed', 'UTC', $9, $10,
      $11, $7, $7::timestamptz + $12 * interval '1 minute', $7::timestamptz + $13 * interval '1 minute', '{}')`,
    ...[
      sketch.conversationId,
      sketch.id,
      sketch.studyId,
      `day-${sketch.id}`,
      kind,
      studyDay,
      sketch.plannedAt,
    ],
    ...[number, preview, isTraining, status, sentAfter, openedAfter],
  );
}

/** A response with one text to be stored directly. */
export interface ResponseSketch {
  readonly conversationId: string;
  readonly studyId: string;
  readonly id: string;
  readonly text: string;
  readonly preview?: boolean;
  readonly startedAt?: string;
}

/** Stores a completed response of one item, `moment_capture`, whose words are sealed. */
export async function makeResponse(runtime: TestRuntime, sketch: ResponseSketch): Promise<void> {
  const { conversationId, studyId, id, text, preview = false, startedAt = '2026-01-06T10:00:00Z' } = sketch;
  await runtime.rows(
    `INSERT INTO esm_responses (conversation_id, response_id, study_id, instrument, version, language, status,
      item_order, started_at, completed_at, kind, preview, local_date, zone)
    VALUES ($1, $2, $3, 'des-9', 1, 'uk', 'completed', '["moment_capture"]', $4, $4::timestamptz + interval '1 minute',
      'beep', $5, ($4::timestamptz AT TIME ZONE 'UTC')::date, 'UTC')`,
    ...[conversationId, id, studyId, startedAt, preview],
  );
  const vault = await runtime.vault();
  const sealed = (column: 'first_sealed' | 'final_sealed'): Buffer =>
    Buffer.from(vault.seal(text, answerPlace(conversationId, id, 'moment_capture', column)));
  await runtime.rows(
    `INSERT INTO esm_answers (conversation_id, response_id, item_id, position, status, attempts, shown_at, answered_at,
      first_sealed, final_sealed, characters, words)
    VALUES ($1, $2, 'moment_capture', 0, 'answered', 1, $3, $3::timestamptz + interval '5 seconds', $4, $5, $6, 4)`,
    ...[conversationId, id, startedAt, sealed('first_sealed'), sealed('final_sealed'), [...text].length],
  );
}
