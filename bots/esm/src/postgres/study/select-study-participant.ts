import type { Json, Statement } from 'opora';
import { type ParticipantListRow, participantBeeps, participantColumns } from './participant-columns.ts';

/** A participant with what the server needs to act on one; only the part of the list is shown. */
export type StudyParticipantRow = ParticipantListRow & {
  readonly conversationId: string;
  readonly participantId: string;
  readonly auditReference: string;
  readonly channel: string | null;
  /** Opens at `chatPlace(conversationId)`; base64. */
  readonly sealed: string | null;
  readonly settings: Json;
  /** Of the newest plan; 1 before the first. */
  readonly planVersion: number;
};

/** Reads one participant by pseudonym. */
export function selectStudyParticipant(studyId: string, pseudonym: string): Statement {
  return {
    name: 'esm-select-study-participant',
    sql: `SELECT ${participantColumns}, p.conversation_id::text AS "conversationId",
  p.participant_id AS "participantId", p.audit_reference::text AS "auditReference", p.channel,
  encode(p.chat_sealed, 'base64') AS sealed, p.settings,
  COALESCE((
    SELECT max(b.plan_version) FROM esm_beeps b
    WHERE b.conversation_id = p.conversation_id AND NOT b.preview
  ), 1) AS "planVersion"
FROM esm_participants p ${participantBeeps}
WHERE p.study_id = $1 AND p.pseudonym = $2`,
    values: [studyId, pseudonym],
  };
}
