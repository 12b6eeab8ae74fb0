import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Ends an invitation; who joined by it stays. One row, or none when there is no such valid invitation. */
export function revokeInvite(studyId: string, code: string, at: number): TurnWrite {
  return {
    name: 'esm-revoke-invite',
    sql: `UPDATE esm_invites SET revoked_at = ${instant('$3')}
WHERE study_id = $1 AND code = $2 AND revoked_at IS NULL`,
    values: [studyId, code, at],
    expectedRows: 1,
  };
}
