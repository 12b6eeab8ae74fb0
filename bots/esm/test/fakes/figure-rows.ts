import type { EsmDatabase } from './esm-database.ts';

/** What a participant of the tests may have; the rest has defaults. */
export interface PersonRow {
  readonly id: number;
  readonly status?: string;
  readonly trainingCompleted?: boolean;
  readonly droppedOut?: boolean;
}

/** What a beep of the tests may have; instants are ms since the epoch. */
export interface BeepRow {
  readonly person: number;
  readonly beepId: string;
  readonly plannedAt: number;
  readonly sentAt?: number;
  readonly openedAt?: number;
  readonly status?: string;
  readonly kind?: string;
  readonly preview?: boolean;
}

/** What a response of the tests may have: one text, judged. */
export interface ResponseRow {
  readonly person: number;
  readonly responseId: string;
  readonly startedAt: number;
  readonly status?: string;
  readonly preview?: boolean;
  readonly isTraining?: boolean;
  /** As `esm_answers.first_validation` keeps it. */
  readonly judged?: object;
}

const at = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

/** Adds a participant. */
export async function addPerson(database: EsmDatabase, row: PersonRow): Promise<void> {
  const { id, status = 'active', trainingCompleted = false, droppedOut = false } = row;
  await database.run(
    `INSERT INTO esm_participants (
      conversation_id, language, status, consent_version, consent_language, consent_text_hash, consent_parts,
      agreed_at, created_at, dropped_out_at
    ) VALUES ($1, 'en', $2, 1, 'en', 'h', '{}', now(), now(), CASE WHEN $3 THEN now() END)`,
    ...[id, status, droppedOut],
  );
  if (!trainingCompleted) return;
  await database.run(
    `UPDATE esm_participants SET golden_fields = golden_fields || '{"trainingCompleted": true}'
     WHERE conversation_id = $1`,
    id,
  );
}

/** Adds a beep. */
export async function addBeep(database: EsmDatabase, row: BeepRow): Promise<void> {
  const { person, beepId, plannedAt, sentAt, openedAt } = row;
  const { status = 'planned', kind = 'signal', preview = false } = row;
  await database.run(
    `INSERT INTO esm_beeps (
      conversation_id, beep_id, study_id, schedule, kind, study_day, local_date, number, plan_version,
      seed_reference, zone, preview, status, planned_at, sent_at, opened_at, timing
    ) VALUES ($1, $2, 's', $2, $3, 1, '2026-11-21', 1, 1, 'x', 'UTC', $4, $5, $6, $7, $8, '{}')`,
    ...[person, beepId, kind, preview, status, at(plannedAt), at(sentAt), at(openedAt)],
  );
}

/** Adds a response with its text. */
export async function addResponse(database: EsmDatabase, row: ResponseRow): Promise<void> {
  const { person, responseId, startedAt, judged } = row;
  const { status = 'completed', preview = false, isTraining = false } = row;
  await database.run(
    `INSERT INTO esm_responses (
      conversation_id, response_id, instrument, version, language, status, item_order, started_at, preview, is_training
    ) VALUES ($1, $2, 'des-9', 1, 'en', $3, '[]', $4, $5, $6)`,
    ...[person, responseId, status, at(startedAt), preview, isTraining],
  );
  if (judged === undefined) return;
  await database.run(
    `INSERT INTO esm_answers (
      conversation_id, response_id, item_id, position, status, attempts, shown_at, first_validation
    ) VALUES ($1, $2, 'moment', 0, 'answered', 1, $3, $4)`,
    ...[person, responseId, at(startedAt), JSON.stringify(judged)],
  );
}

/** A text that the rules have nothing against. */
export const accepted = {
  verdict: 'accept',
  language: 'en',
  classes: [],
  presupposition: null,
  quality: 100,
  grade: 'pristine',
  phenomena: [{ id: 'innerSpeech', confidence: 0.9, start: 0, end: 4 }],
  source: 'local',
} as const;
