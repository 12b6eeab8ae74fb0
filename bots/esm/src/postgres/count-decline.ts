import type { TurnWrite } from 'opora';

/** Adds one to the anonymous count of refusals of the day (UTC) of `at`, ms since the epoch. */
export function countDecline(at: number): TurnWrite {
  return {
    name: 'esm-count-decline',
    sql: `INSERT INTO esm_declines (day, count)
VALUES ((to_timestamp($1::double precision / 1000) AT TIME ZONE 'UTC')::date, 1)
ON CONFLICT (day) DO UPDATE SET count = esm_declines.count + 1`,
    values: [at],
  };
}
