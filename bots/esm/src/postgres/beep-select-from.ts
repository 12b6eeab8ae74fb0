import type { Statement } from 'opora';
import type { BeepDetails } from '../beeps/beep-state.ts';
import type { BeepStatus } from '../schedule/decide-beep.ts';

/** One stored beep, as planning needs it; instants in ms since the epoch. */
export type BeepRow = {
  readonly id: string;
  readonly status: BeepStatus;
  readonly cancelled_for: string | null;
  readonly schedule: string;
  readonly kind: BeepDetails['kind'];
  readonly date: string;
  readonly number: number;
  readonly study_day: number;
  readonly wave: string | null;
  readonly planned_ms: number;
  readonly timing: BeepDetails['timing'] & { readonly instrument?: string | null };
};

/** Beeps of a Conversation from a local date on, previews and events left out, in order of time. */
export function selectBeepsFrom(conversationId: string, date: string): Statement {
  return {
    name: 'esm-select-beeps-from',
    sql: `SELECT beep_id AS id, status, cancelled_for, schedule, kind, to_char(local_date, 'YYYY-MM-DD') AS date,
  number, study_day, wave, (extract(epoch FROM planned_at) * 1000)::float8 AS planned_ms, timing FROM esm_beeps
WHERE conversation_id = $1 AND local_date >= $2::date AND NOT preview AND kind <> 'event'
ORDER BY planned_at, beep_id`,
    values: [conversationId, date],
  };
}
