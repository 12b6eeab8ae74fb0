import type { Statement } from 'opora';

/** When the figures were counted last; answers `{at, hasRows}`, `at` null when they never were. */
export function selectCountedAt(): Statement {
  return {
    name: 'esm-select-counted-at',
    sql: `SELECT (SELECT extract(epoch FROM max(counted_at))::float8 * 1000 FROM esm_daily_figures) AS at,
  EXISTS (SELECT 1 FROM esm_beeps) OR EXISTS (SELECT 1 FROM esm_responses) AS "hasRows"`,
    values: [],
  };
}
