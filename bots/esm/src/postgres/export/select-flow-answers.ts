import type { Statement } from 'opora';

/** One response of a participant that holds both answers. */
export type FlowAnswerRow = {
  readonly conversation_id: string;
  readonly skill: number;
  readonly challenge: number;
};

/** Reads skill and challenge of every response after training that has both, of some versions of an instrument. */
export function selectFlowAnswers(
  studyId: string,
  conversationIds: readonly string[],
  versions: readonly { readonly instrument: string; readonly version: number }[],
): Statement {
  return {
    name: 'esm-export-flow',
    sql: `SELECT r.conversation_id::text, s.value::float8 AS skill, c.value::float8 AS challenge
FROM esm_responses r
JOIN unnest($3::text[], $4::int[]) AS asked(instrument, version) USING (instrument, version)
JOIN esm_answers s ON s.conversation_id = r.conversation_id AND s.response_id = r.response_id
  AND s.item_id = 'skill' AND s.status = 'answered'
JOIN esm_answers c ON c.conversation_id = r.conversation_id AND c.response_id = r.response_id
  AND c.item_id = 'challenge' AND c.status = 'answered'
WHERE r.conversation_id = ANY($2::bigint[]) AND r.study_id = $1 AND NOT r.preview AND NOT r.is_training
  AND r.kind <> 'survey'
ORDER BY r.conversation_id, r.started_at, r.response_id`,
    values: [
      studyId,
      conversationIds,
      versions.map(({ instrument }) => instrument),
      versions.map(({ version }) => version),
    ],
  };
}
