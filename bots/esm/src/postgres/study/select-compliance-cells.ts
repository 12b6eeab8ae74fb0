import type { Statement } from 'opora';
import { countColumns } from './select-compliance.ts';

/** Counts the beeps of each day of some participants as `ComplianceRow`: those behind a pseudonym, in order. */
export function selectComplianceCells(query: {
  readonly studyId: string;
  readonly training: boolean | null;
  readonly after: string | null;
  /** Participants, not days. */
  readonly limit: number;
}): Statement {
  return {
    name: 'esm-select-compliance-cells',
    sql: `SELECT p.pseudonym, b.study_day AS "studyDay", NULL AS block,
  ${countColumns}
FROM (
  SELECT conversation_id, pseudonym FROM esm_participants
  WHERE study_id = $1 AND ($3::text IS NULL OR pseudonym > $3)
  ORDER BY pseudonym
  LIMIT $4
) p
JOIN esm_beeps b ON b.conversation_id = p.conversation_id
WHERE b.study_id = $1 AND NOT b.preview AND b.kind <> 'event' AND ($2::boolean IS NULL OR b.is_training = $2)
GROUP BY p.pseudonym, b.study_day
ORDER BY p.pseudonym, b.study_day`,
    values: [query.studyId, query.training, query.after, query.limit],
  };
}
