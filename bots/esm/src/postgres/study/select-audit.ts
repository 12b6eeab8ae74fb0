import type { Json, Statement } from 'opora';
import { isoTime } from './sql-time.ts';

/** One line of the audit; `at` is ISO 8601 in UTC. */
export type AuditRow = {
  readonly id: string;
  readonly at: string;
  /** Name of the researcher, or `operator`, `participant`, `opora`. */
  readonly actor: string;
  readonly action: string;
  readonly detail: Json;
  /** Of the participant it concerns; null when it concerns none, or their data were deleted. */
  readonly pseudonym: string | null;
};

/** Reads the audit of a study, newest first, below an id where given. */
export function selectAudit(studyId: string, below: string | null, limit: number): Statement {
  return {
    name: 'esm-select-audit',
    sql: `SELECT a.audit_id::text AS id, ${isoTime('a.at')} AS at,
  COALESCE((SELECT r.name FROM esm_researchers r WHERE 'researcher:' || r.researcher_id = a.actor), a.actor) AS actor,
  a.action, a.detail - 'participant' AS detail,
  (SELECT p.pseudonym FROM esm_participants p WHERE p.audit_reference::text = a.detail->>'participant') AS pseudonym
FROM esm_audit a
WHERE a.study_id = $1 AND ($2::bigint IS NULL OR a.audit_id < $2::bigint)
ORDER BY a.audit_id DESC
LIMIT $3`,
    values: [studyId, below, limit],
  };
}
