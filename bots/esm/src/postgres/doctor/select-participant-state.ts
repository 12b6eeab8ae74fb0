import type { Statement } from 'opora';

/** How many participants there are, and how many of them lack golden standard fields. */
export interface ParticipantState {
  readonly participants: number;
  readonly responses: number;
  readonly withoutGoldenFields: number;
}

/** Counts participants, completed responses, and rows that lack one of the fields named. */
export function selectParticipantState(fields: readonly string[]): Statement {
  return {
    name: 'esm-select-participant-state',
    sql: `SELECT count(*)::float8 AS participants,
  (count(*) FILTER (WHERE golden_fields IS NULL OR NOT golden_fields ?& $1::text[]))::float8 AS "withoutGoldenFields",
  (SELECT count(*) FROM esm_responses WHERE status = 'completed' AND NOT preview)::float8 AS responses
FROM esm_participants`,
    values: [fields],
  };
}
