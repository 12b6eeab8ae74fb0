import type { Statement } from 'opora';

/** Number of the last event that was reported on a local date with a schedule; 0 without one. */
export function selectLastEvent(conversationId: string, schedule: string, date: string): Statement {
  return {
    name: 'esm-select-last-event',
    sql: `SELECT COALESCE(max(number), 0)::int AS number FROM esm_beeps
WHERE conversation_id = $1 AND schedule = $2 AND local_date = $3::date AND kind = 'event' AND NOT preview`,
    values: [conversationId, schedule, date],
  };
}
