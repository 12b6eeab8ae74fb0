import type { TurnWrite } from 'opora';
import type { AnswerStatus, ProbeState } from '../esm-state.ts';
import type { AnswerValue } from '../instrument/instrument.ts';
import type { ReportValidation } from '../validator/report.ts';

/** The words of an answer, encrypted twice: for the place of the first text and for that of the last one. */
export interface SealedWords {
  readonly first: Uint8Array;
  readonly final: Uint8Array;
  /** Code points. */
  readonly characters: number;
  readonly words: number;
}

/** One item of a response as it stands after this Turn. */
export interface AnswerRow {
  readonly conversationId: string;
  readonly responseId: string;
  readonly itemId: string;
  /** Index in the order of the response. */
  readonly position: number;
  readonly status: AnswerStatus;
  /** The answer as words; null without one. */
  readonly sealed: SealedWords | null;
  readonly value: AnswerValue;
  readonly attempts: number;
  /** External ids of the messages that made the answer, so that later edits of them are recognised. */
  readonly sources: readonly string[];
  readonly shownAt: number;
  /** Null when the item was only shown. */
  readonly answeredAt: number | null;
  /** What the validator said of the words, spans only; null where nothing is validated. */
  readonly validation: ReportValidation | null;
  readonly probes: readonly ProbeState[];
  readonly flags: readonly string[];
}

/** What is kept of a validation: not how long it took, which is another each time. */
function storedValidation(validation: ReportValidation | null): string | null {
  if (validation === null) return null;
  const { durationMs: _, ...kept } = validation;
  return JSON.stringify(kept);
}

const storedProbes = (probes: readonly ProbeState[]): string =>
  JSON.stringify(
    probes.map(({ kind, at, answeredAt }) => ({
      kind,
      at: new Date(at).toISOString(),
      answered: answeredAt === null ? null : new Date(answeredAt).toISOString(),
    })),
  );

/**
 * Records an answer; its words only sealed. The first text is immutable, and so is its validation: later ones stand beside them. Messages of
 * earlier answers to the item stay known, so that their edits are still noted.
 */
export function saveAnswer(row: AnswerRow): TurnWrite {
  return {
    name: 'esm-save-answer',
    sql: `INSERT INTO esm_answers (
  conversation_id, response_id, item_id, position, status, value, first_sealed, final_sealed, characters, words,
  attempts, sources, shown_at, answered_at, first_validation, validation, probes, flags
) VALUES (
  $1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $12::jsonb,
  to_timestamp($13::double precision / 1000), to_timestamp($14::double precision / 1000),
  $15::jsonb, $15::jsonb, $16::jsonb, $17::jsonb
)
ON CONFLICT (conversation_id, response_id, item_id) DO UPDATE SET
  status = excluded.status,
  value = excluded.value,
  first_sealed = CASE
    WHEN esm_answers.first_text IS NULL THEN COALESCE(esm_answers.first_sealed, excluded.first_sealed)
  END,
  final_text = NULL,
  final_sealed = excluded.final_sealed,
  characters = excluded.characters,
  words = excluded.words,
  attempts = excluded.attempts,
  sources = CASE
    WHEN esm_answers.sources @> excluded.sources OR jsonb_array_length(esm_answers.sources) >= 50
      THEN esm_answers.sources
    ELSE esm_answers.sources || excluded.sources
  END,
  answered_at = excluded.answered_at,
  first_validation = CASE
    WHEN esm_answers.first_text IS NULL AND esm_answers.first_sealed IS NULL THEN excluded.first_validation
    ELSE esm_answers.first_validation
  END,
  validation = excluded.validation,
  probes = excluded.probes,
  flags = excluded.flags`,
    values: [
      row.conversationId,
      row.responseId,
      row.itemId,
      row.position,
      row.status,
      row.value === null ? null : JSON.stringify(row.value),
      row.sealed?.first ?? null,
      row.sealed?.final ?? null,
      row.sealed?.characters ?? null,
      row.sealed?.words ?? null,
      row.attempts,
      JSON.stringify(row.sources),
      row.shownAt,
      row.answeredAt,
      storedValidation(row.validation),
      storedProbes(row.probes),
      JSON.stringify(row.flags),
    ],
  };
}
