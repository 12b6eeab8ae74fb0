import type { Statement } from 'opora';

/** Researchers who can sign in and own studies; answers `{count}`. */
export function countOwners(): Statement {
  return {
    name: 'esm-count-owners',
    sql: `SELECT count(*)::int AS count FROM esm_researchers WHERE role = 'owner' AND disabled_at IS NULL`,
    values: [],
  };
}
