import type { Statement } from 'opora';

/** Participants with a larger id; answers `{count}`. */
export function countGoldenPending(afterId: string): Statement {
  return {
    name: 'esm-count-golden-pending',
    sql: 'SELECT count(*)::int AS count FROM esm_participants WHERE conversation_id > $1::bigint',
    values: [afterId],
  };
}
