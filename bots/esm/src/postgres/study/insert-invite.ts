import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Adds an invitation. One of the same code stays as it is. */
export function insertInvite(invite: {
  readonly code: string;
  readonly studyId: string;
  /** Null: as often as wanted. */
  readonly maxUses: number | null;
  /** Ms since the epoch; null: never. */
  readonly expiresAt: number | null;
  readonly by: string;
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-insert-invite',
    sql: `INSERT INTO esm_invites (code, study_id, max_uses, expires_at, created_by, created_at)
VALUES ($1, $2, $3, ${instant('$4')}, $5, ${instant('$6')})
ON CONFLICT (code) DO NOTHING`,
    values: [invite.code, invite.studyId, invite.maxUses, invite.expiresAt, invite.by, invite.at],
  };
}
