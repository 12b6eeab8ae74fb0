import type { Statement } from 'opora';
import type { InviteFacts } from '../../study/invites.ts';
import { epochMs } from './sql-time.ts';

/** Reads what decides whether an invitation holds, as `InviteFacts`. */
export function selectInvite(code: string): Statement {
  return {
    name: 'esm-select-invite',
    sql: `SELECT i.study_id AS "studyId", i.max_uses AS "maxUses", i.uses, ${epochMs('i.expires_at')} AS "expiresAt",
  i.revoked_at IS NOT NULL AS "isRevoked", s.status AS "studyStatus"
FROM esm_invites i JOIN esm_studies s ON s.study_id = i.study_id
WHERE i.code = $1`,
    values: [code],
  };
}

/** A row of `selectInvite`. */
export type InviteRow = InviteFacts;
