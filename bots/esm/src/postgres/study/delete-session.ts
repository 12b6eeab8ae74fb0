import type { TurnWrite } from 'opora';

/** Ends a session; harmless when it has ended. */
export function deleteSession(hash: string): TurnWrite {
  return {
    name: 'esm-delete-session',
    sql: 'DELETE FROM esm_sessions WHERE session_hash = $1',
    values: [hash],
  };
}
