import type { TurnWrite } from 'opora';

/** Leaves a participant out of analysis with a reason, or takes that back. One row, or none when there is no such one. */
export function excludeParticipant(studyId: string, pseudonym: string, reason: string | null): TurnWrite {
  return {
    name: 'esm-exclude-participant',
    sql: 'UPDATE esm_participants SET excluded_reason = $3 WHERE study_id = $1 AND pseudonym = $2',
    values: [studyId, pseudonym, reason],
    expectedRows: 1,
  };
}
