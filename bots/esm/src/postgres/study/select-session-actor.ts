import type { Statement } from 'opora';
import { instant } from './sql-time.ts';

/** Finds the researcher of a cookie session that has not ended, by its hash, as `ActorRow`. */
export function selectActorBySession(sessionHash: string, now: number): Statement {
  return {
    name: 'esm-select-actor-by-session',
    sql: `SELECT r.researcher_id AS id, r.name, r.role, s.session_hash AS hash
FROM esm_sessions s JOIN esm_researchers r ON r.researcher_id = s.researcher_id
WHERE s.session_hash = $1 AND s.expires_at > ${instant('$2')} AND r.disabled_at IS NULL`,
    values: [sessionHash, now],
  };
}
