import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Adds a one-time code for `/link` in the place of the researcher's earlier ones. */
export function insertLinkCode(code: {
  readonly hash: string;
  readonly researcherId: string;
  readonly at: number;
  readonly expiresAt: number;
}): TurnWrite {
  return {
    name: 'esm-insert-link-code',
    sql: `WITH earlier AS (
  DELETE FROM esm_link_codes WHERE researcher_id = $2 OR expires_at <= ${instant('$3')}
)
INSERT INTO esm_link_codes (code_hash, researcher_id, expires_at) VALUES ($1, $2, ${instant('$4')})`,
    values: [code.hash, code.researcherId, code.at, code.expiresAt],
  };
}
