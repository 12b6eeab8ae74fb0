import type { Statement } from 'opora';
import { epochMs, instant, isoTime } from './sql-time.ts';

/** A beep or event as researchers see one; times are ISO 8601 in UTC. */
export type BeepListRow = {
  readonly id: string;
  readonly pseudonym: string;
  readonly schedule: string;
  readonly kind: string;
  readonly wave: string | null;
  readonly studyDay: number;
  readonly date: string;
  readonly number: number;
  readonly status: string;
  readonly isTraining: boolean;
  readonly zone: string;
  readonly planVersion: number;
  readonly seedReference: string;
  readonly reminders: number;
  readonly plannedAt: string;
  readonly sentAt: string | null;
  readonly openedAt: string | null;
  readonly completedAt: string | null;
  readonly expiresAt: string | null;
  readonly closedAt: string | null;
  readonly responseId: string | null;
};

/** Where a page of beeps begins: behind the last one of the page before. */
export type BeepCursor = { readonly at: number; readonly owner: string; readonly id: string };

/** Which beeps are wanted; null: any. Dates are local ones of the participants, both included. */
export interface BeepFilter {
  readonly studyId: string;
  readonly participant: string | null;
  readonly status: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly training: boolean | null;
}

/** Reads beeps and events of a study by their planned instant; previews are left out. */
export function selectBeeps(filter: BeepFilter, after: BeepCursor | null, limit: number): Statement {
  return {
    name: 'esm-select-beeps',
    sql: `SELECT b.beep_id AS id, p.pseudonym, b.schedule, b.kind, b.wave, b.study_day AS "studyDay",
  b.local_date::text AS date, b.number, b.status, b.is_training AS "isTraining", b.zone,
  b.plan_version AS "planVersion", b.seed_reference AS "seedReference", b.reminded AS reminders,
  ${isoTime('b.planned_at')} AS "plannedAt", ${isoTime('b.sent_at')} AS "sentAt",
  ${isoTime('b.opened_at')} AS "openedAt", ${isoTime('b.completed_at')} AS "completedAt",
  ${isoTime('b.expires_at')} AS "expiresAt", ${isoTime('b.closed_at')} AS "closedAt",
  (SELECT r.response_id FROM esm_responses r
    WHERE r.conversation_id = b.conversation_id AND r.beep_id = b.beep_id LIMIT 1) AS "responseId",
  ${epochMs('b.planned_at')} AS "cursorAt", b.conversation_id::text AS "cursorOwner"
FROM esm_beeps b JOIN esm_participants p ON p.conversation_id = b.conversation_id AND p.study_id = b.study_id
WHERE b.study_id = $1 AND NOT b.preview
  AND ($2::text IS NULL OR p.pseudonym = $2) AND ($3::text IS NULL OR b.status = $3)
  AND ($4::date IS NULL OR b.local_date >= $4::date) AND ($5::date IS NULL OR b.local_date <= $5::date)
  AND ($6::boolean IS NULL OR b.is_training = $6)
  AND ($7::double precision IS NULL
    OR (b.planned_at, b.conversation_id, b.beep_id) > (${instant('$7')}, $8::bigint, $9::text))
ORDER BY b.planned_at, b.conversation_id, b.beep_id
LIMIT $10`,
    values: [
      ...[filter.studyId, filter.participant, filter.status, filter.from, filter.to, filter.training],
      ...[after?.at ?? null, after?.owner ?? null, after?.id ?? null, limit],
    ],
  };
}

/** A row of `selectBeeps`: with what makes the cursor. */
export type BeepRow = BeepListRow & { readonly cursorAt: number; readonly cursorOwner: string };
