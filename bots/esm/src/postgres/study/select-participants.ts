import type { Statement } from 'opora';
import { participantBeeps, participantColumns } from './participant-columns.ts';

/** Reads participants of a study as `ParticipantListRow`, by pseudonym; of one status where given. */
export function selectParticipants(query: {
  readonly studyId: string;
  readonly status: string | null;
  /** Pseudonym behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}): Statement {
  return {
    name: 'esm-select-participants',
    sql: `SELECT ${participantColumns}
FROM (
  SELECT * FROM esm_participants
  WHERE study_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR pseudonym > $3)
  ORDER BY pseudonym
  LIMIT $4
) p ${participantBeeps}
ORDER BY p.pseudonym`,
    values: [query.studyId, query.status, query.after, query.limit],
  };
}
