import type { Statement } from 'opora';

/** How often two coders decided so about one phenomenon of the same responses. */
export type DecisionPairRow = {
  readonly one: string;
  readonly oneName: string;
  readonly other: string;
  readonly otherName: string;
  readonly phenomenon: string;
  readonly oneDecision: string;
  readonly otherDecision: string;
  readonly count: number;
};

/** Counts the decisions of every two coders of a study where both decided; previews are left out. */
export function selectCoderDecisions(studyId: string, phenomena: readonly string[]): Statement {
  return {
    name: 'esm-select-coder-decisions',
    sql: `SELECT x.coder AS one, COALESCE(max(c.name), x.coder) AS "oneName",
  y.coder AS other, COALESCE(max(d.name), y.coder) AS "otherName", n.phenomenon,
  x.phenomena->>n.phenomenon AS "oneDecision", y.phenomena->>n.phenomenon AS "otherDecision",
  count(*)::integer AS count
FROM esm_responses r
JOIN esm_annotations x ON x.conversation_id = r.conversation_id AND x.response_id = r.response_id
JOIN esm_annotations y ON y.conversation_id = r.conversation_id AND y.response_id = r.response_id AND y.coder > x.coder
CROSS JOIN unnest($2::text[]) AS n(phenomenon)
LEFT JOIN esm_researchers c ON c.researcher_id = x.coder
LEFT JOIN esm_researchers d ON d.researcher_id = y.coder
WHERE r.study_id = $1 AND NOT r.preview AND x.phenomena ? n.phenomenon AND y.phenomena ? n.phenomenon
GROUP BY x.coder, y.coder, n.phenomenon, 6, 7
ORDER BY 2, 4, n.phenomenon, 6, 7`,
    values: [studyId, phenomena],
  };
}
