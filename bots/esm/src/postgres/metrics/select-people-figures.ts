import type { Statement } from 'opora';

/** Figures about participants as they stand now. */
export type PeopleFigures = {
  readonly participants: number;
  readonly active: number;
  readonly trainingCompletions: number;
  readonly trainingDropouts: number;
  readonly deletions: number;
};

/** Counts participants by what became of them, and deletions by the lines that the audit keeps of them. */
export function selectPeopleFigures(): Statement {
  return {
    name: 'esm-select-people-figures',
    sql: `SELECT count(*)::float8 AS participants,
  (count(*) FILTER (WHERE status IN ('training', 'active')))::float8 AS active,
  (count(*) FILTER (WHERE golden_fields @> '{"trainingCompleted": true}'))::float8 AS "trainingCompletions",
  (count(*) FILTER (WHERE dropped_out_at IS NOT NULL))::float8 AS "trainingDropouts",
  (SELECT count(*) FROM esm_audit WHERE detail ? 'deletionId')::float8 AS deletions
FROM esm_participants`,
    values: [],
  };
}
