import type { Statement } from 'opora';
import { epochMs } from './sql-time.ts';

/** A stored beep in a plan; `at` in ms since the epoch. */
export type PlanBeepRow = {
  readonly schedule: string;
  readonly kind: string;
  readonly wave: string | null;
  readonly date: string;
  readonly studyDay: number;
  readonly number: number;
  readonly at: number;
  readonly status: string;
  readonly seedReference: string;
};

/** Reads the stored beeps of a participant on local dates, both included; previews and events are left out. */
export function selectPlanBeeps(conversationId: string, from: string, to: string): Statement {
  return {
    name: 'esm-select-plan-beeps',
    sql: `SELECT schedule, kind, wave, local_date::text AS date, study_day AS "studyDay", number,
  ${epochMs('planned_at')} AS at, status, seed_reference AS "seedReference"
FROM esm_beeps
WHERE conversation_id = $1 AND local_date BETWEEN $2::date AND $3::date AND NOT preview AND kind <> 'event'
ORDER BY planned_at, beep_id`,
    values: [conversationId, from, to],
  };
}
