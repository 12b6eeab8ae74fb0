import { isoTime } from './sql-time.ts';

/** A participant as researchers see one; times are ISO 8601 in UTC. */
export type ParticipantListRow = {
  readonly pseudonym: string;
  readonly language: string;
  readonly zone: string | null;
  readonly status: string;
  /** The training day of today or of the last day with a survey; 0 before the first. */
  readonly trainingDay: number;
  readonly trainingCompleted: boolean;
  readonly firstDate: string | null;
  readonly joinedAt: string;
  readonly lastSeenAt: string | null;
  readonly pausedUntil: string | null;
  readonly withdrawnAt: string | null;
  readonly droppedOutAt: string | null;
  readonly excludeReason: string | null;
  readonly consentVersion: number;
  readonly aiAllowed: boolean;
  readonly quotationAllowed: boolean;
  /** Beeps sent and completed, those of training included; previews and events are not counted. */
  readonly sent: number;
  readonly completed: number;
};

/** Columns that make a `ParticipantListRow` of a row `p` of esm_participants. */
export const participantColumns: string = `p.pseudonym, p.language, p.zone, p.status,
  COALESCE((p.golden_fields->>'currentTrainingDay')::integer, 0) AS "trainingDay",
  COALESCE((p.golden_fields->>'trainingCompleted')::boolean, false) AS "trainingCompleted",
  p.first_date::text AS "firstDate", ${isoTime('p.created_at')} AS "joinedAt",
  ${isoTime('p.last_seen_at')} AS "lastSeenAt", ${isoTime('p.paused_until')} AS "pausedUntil",
  ${isoTime('p.withdrawn_at')} AS "withdrawnAt", ${isoTime('p.dropped_out_at')} AS "droppedOutAt",
  p.excluded_reason AS "excludeReason", p.consent_version AS "consentVersion",
  COALESCE((p.consent_parts->>'aiProvider')::boolean, false) AS "aiAllowed",
  COALESCE((p.consent_parts->>'quotation')::boolean, false) AS "quotationAllowed",
  beeps.sent, beeps.completed`;

/** Counts the beeps of a row `p`. */
export const participantBeeps: string = `CROSS JOIN LATERAL (
  SELECT count(b.sent_at)::integer AS sent,
    (count(*) FILTER (WHERE b.status = 'completed'))::integer AS completed
  FROM esm_beeps b
  WHERE b.conversation_id = p.conversation_id AND b.study_id = p.study_id AND NOT b.preview AND b.kind <> 'event'
) beeps`;
