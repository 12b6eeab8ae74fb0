import type { Statement } from 'opora';
import { epochMs, instant, isoTime } from './sql-time.ts';

/** An invitation in a list; times are ISO 8601 in UTC. */
export type InviteListRow = {
  readonly code: string;
  readonly maxUses: number | null;
  readonly uses: number;
  readonly expiresAt: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** `createdAt` in ms since the epoch. */
  readonly createdMs: number;
};

/** Reads the invitations of a study, newest first. */
export function selectInvites(
  studyId: string,
  after: { readonly createdAt: number; readonly code: string } | null,
  limit: number,
): Statement {
  return {
    name: 'esm-select-invites',
    sql: `SELECT code, max_uses AS "maxUses", uses, ${isoTime('expires_at')} AS "expiresAt",
  COALESCE((
    SELECT r.name FROM esm_researchers r WHERE 'researcher:' || r.researcher_id = created_by
  ), created_by) AS "createdBy",
  ${isoTime('created_at')} AS "createdAt", ${isoTime('revoked_at')} AS "revokedAt",
  ${epochMs('created_at')} AS "createdMs"
FROM esm_invites
WHERE study_id = $1 AND ($2::double precision IS NULL OR (created_at, code) < (${instant('$2')}, $3))
ORDER BY created_at DESC, code DESC
LIMIT $4`,
    values: [studyId, after?.createdAt ?? null, after?.code ?? null, limit],
  };
}
