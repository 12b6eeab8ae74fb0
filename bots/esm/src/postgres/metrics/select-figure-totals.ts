import type { Statement } from 'opora';

/** Sums of one figure over all days, and over those of the last thirty. */
export interface FigureTotal {
  readonly figure: string;
  readonly label: string;
  readonly count: number;
  readonly sum: number;
  readonly recentCount: number;
  readonly recentSum: number;
}

/** Everything counted so far; recent is what lies less than 30 days before `now` (ms since the epoch). */
export function selectFigureTotals(now: number): Statement {
  return {
    name: 'esm-select-figure-totals',
    sql: `SELECT figure, label, sum(count)::float8 AS count, sum(sum)::float8 AS sum,
  COALESCE(sum(count) FILTER (WHERE day > recent.from), 0)::float8 AS "recentCount",
  COALESCE(sum(sum) FILTER (WHERE day > recent.from), 0)::float8 AS "recentSum"
FROM esm_daily_figures, (
  SELECT (to_timestamp($1::double precision / 1000) AT TIME ZONE 'UTC')::date - 30 AS from
) AS recent
GROUP BY figure, label`,
    values: [now],
  };
}
