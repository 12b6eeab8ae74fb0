import type { Json } from 'opora';
import { epochMs, isoTime } from './sql-time.ts';

/** One stored answer; the words are sealed, base64. */
export type AnswerListRow = {
  readonly item: string;
  readonly position: number;
  readonly status: string;
  readonly value: Json;
  readonly shownAt: string | null;
  readonly answeredAt: string | null;
  readonly latencyMs: number | null;
  readonly attempts: number;
  readonly edits: number;
  readonly characters: number | null;
  readonly words: number | null;
  readonly firstValidation: Json;
  readonly validation: Json;
  readonly probes: Json;
  readonly flags: Json;
  readonly firstSealed: string | null;
  readonly finalSealed: string | null;
};

/** One stored response with its answers; times are ISO 8601 in UTC. */
export type ResponseRow = {
  readonly id: string;
  readonly studyId: string;
  readonly conversationId: string;
  readonly pseudonym: string;
  readonly auditReference: string;
  readonly beepId: string | null;
  readonly kind: string;
  readonly instrument: string;
  readonly version: number;
  readonly language: string;
  readonly status: string;
  readonly isTraining: boolean;
  readonly trainingDay: number | null;
  readonly date: string | null;
  readonly zone: string | null;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly quotationAllowed: boolean;
  readonly itemOrder: readonly string[];
  readonly answers: readonly AnswerListRow[];
  /** Coders who have annotated it. */
  readonly coders: number;
  readonly cursorAt: number;
};

const answerColumns = `jsonb_build_object(
  'item', a.item_id, 'position', a.position, 'status', a.status, 'value', a.value,
  'shownAt', ${isoTime('a.shown_at')}, 'answeredAt', ${isoTime('a.answered_at')},
  'latencyMs', round(extract(epoch FROM a.answered_at - a.shown_at) * 1000)::bigint,
  'attempts', a.attempts, 'edits', a.edits, 'characters', a.characters, 'words', a.words,
  'firstValidation', a.first_validation, 'validation', a.validation, 'probes', a.probes, 'flags', a.flags,
  'firstSealed', encode(a.first_sealed, 'base64'), 'finalSealed', encode(a.final_sealed, 'base64')
)`;

/** Columns that make a `ResponseRow` of rows `r` of esm_responses and `p` of esm_participants. */
export const responseColumns: string = `r.response_id AS id, r.study_id AS "studyId",
  r.conversation_id::text AS "conversationId", p.pseudonym, p.audit_reference::text AS "auditReference",
  r.beep_id AS "beepId", r.kind, r.instrument, r.version, r.language, r.status, r.is_training AS "isTraining",
  r.training_day AS "trainingDay", r.local_date::text AS date, r.zone,
  ${isoTime('r.started_at')} AS "startedAt", ${isoTime('r.completed_at')} AS "completedAt",
  COALESCE((p.consent_parts->>'quotation')::boolean, false) AS "quotationAllowed",
  r.item_order AS "itemOrder", ${epochMs('r.started_at')} AS "cursorAt",
  COALESCE((
    SELECT jsonb_agg(${answerColumns} ORDER BY a.position) FROM esm_answers a
    WHERE a.conversation_id = r.conversation_id AND a.response_id = r.response_id
  ), '[]'::jsonb) AS answers,
  (SELECT count(*)::integer FROM esm_annotations n
    WHERE n.conversation_id = r.conversation_id AND n.response_id = r.response_id) AS coders`;

/** What `responseColumns` stand on; previews are left out. */
export const responseTables: string = `esm_responses r
JOIN esm_participants p ON p.conversation_id = r.conversation_id AND p.study_id = r.study_id`;
