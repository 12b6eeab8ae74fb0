import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/**
 * Counts one use of an invitation. When it is used up, expired, withdrawn, or its study does not take people in,
 * no row is affected and the Turn runs again: it then reads why.
 */
export function useInvite(code: string, at: number): TurnWrite {
  return {
    name: 'esm-use-invite',
    sql: `UPDATE esm_invites SET uses = uses + 1
WHERE code = $1 AND revoked_at IS NULL AND (max_uses IS NULL OR uses < max_uses)
  AND (expires_at IS NULL OR expires_at > ${instant('$2')})
  AND EXISTS (SELECT 1 FROM esm_studies s WHERE s.study_id = esm_invites.study_id AND s.status = 'open')`,
    values: [code, at],
    expectedRows: 1,
  };
}
