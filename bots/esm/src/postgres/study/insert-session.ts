import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Begins a session; those of the researcher that have ended go. */
export function insertSession(session: {
  readonly hash: string;
  readonly researcherId: string;
  readonly at: number;
  readonly expiresAt: number;
}): TurnWrite {
  return {
    name: 'esm-insert-session',
    sql: `WITH ended AS (DELETE FROM esm_sessions WHERE expires_at <= ${instant('$3')})
INSERT INTO esm_sessions (session_hash, researcher_id, created_at, expires_at)
VALUES ($1, $2, ${instant('$3')}, ${instant('$4')})`,
    values: [session.hash, session.researcherId, session.at, session.expiresAt],
  };
}
