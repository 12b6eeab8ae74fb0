import type { TurnWrite } from 'opora';

/** Replaces the token of a researcher and ends all their sessions: one row, or none when there is no such one. */
export function renewResearcherToken(id: string, tokenHash: string): TurnWrite {
  return {
    name: 'esm-renew-researcher-token',
    sql: `WITH ended AS (DELETE FROM esm_sessions WHERE researcher_id = $1)
UPDATE esm_researchers SET token_hash = $2 WHERE researcher_id = $1 AND disabled_at IS NULL`,
    values: [id, tokenHash],
    expectedRows: 1,
  };
}
