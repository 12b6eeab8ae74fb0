import type { Statement } from 'opora';
import { instant } from './sql-time.ts';

/** Reads whether a link code holds: `{id, name}` of its researcher, or no row. */
export function selectLinkCode(codeHash: string, now: number): Statement {
  return {
    name: 'esm-select-link-code',
    sql: `SELECT r.researcher_id AS id, r.name
FROM esm_link_codes c JOIN esm_researchers r ON r.researcher_id = c.researcher_id
WHERE c.code_hash = $1 AND c.expires_at > ${instant('$2')} AND r.disabled_at IS NULL`,
    values: [codeHash, now],
  };
}
