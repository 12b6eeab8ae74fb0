import type { TurnWrite } from 'opora';

/** Adds one to the anonymous count of refusals of a study on the day (UTC) of `at`, ms since the epoch. */
export function countStudyDecline(studyId: string, at: number): TurnWrite {
  return {
    name: 'esm-count-study-decline',
    sql: `INSERT INTO esm_study_declines (study_id, day, count)
VALUES ($1, (to_timestamp($2::double precision / 1000) AT TIME ZONE 'UTC')::date, 1)
ON CONFLICT (study_id, day) DO UPDATE SET count = esm_study_declines.count + 1`,
    values: [studyId, at],
  };
}
