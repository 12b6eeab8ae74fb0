import type { Statement } from 'opora';
import type { Role } from '../../study/researchers/role.ts';

/** Who a token or a session belongs to. */
export type ActorRow = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The stored hash, to be compared with the one that was looked for. */
  readonly hash: string;
};

/** Finds the researcher of a bearer token by its hash; a disabled one is not found. */
export function selectActorByToken(tokenHash: string): Statement {
  return {
    name: 'esm-select-actor-by-token',
    sql: `SELECT researcher_id AS id, name, role, token_hash AS hash
FROM esm_researchers WHERE token_hash = $1 AND disabled_at IS NULL`,
    values: [tokenHash],
  };
}
