import type { Statement } from 'opora';

/** Responses by their keys, in two lists of the same length. */
export interface ResponseKeys {
  readonly conversationIds: readonly string[];
  readonly responseIds: readonly string[];
}

const ms = (column: string): string => `round(extract(epoch FROM ${column}) * 1000, 3)::float8`;

/** Reads the answers of responses; sealed words only where they are asked for. */
export function selectExportAnswers(keys: ResponseKeys, withWords: boolean): Statement {
  return {
    name: withWords ? 'esm-export-answers-words' : 'esm-export-answers',
    sql: `SELECT a.conversation_id::text, a.response_id, a.item_id, a.status, a.value, a.attempts, a.edits, a.characters,
  a.words, ${ms('a.shown_at')} AS shown, ${ms('a.answered_at')} AS answered, jsonb_array_length(a.probes) AS probes,
  a.flags, a.first_validation, a.validation${withWords ? ', a.first_sealed, a.final_sealed' : ''}
FROM unnest($1::bigint[], $2::text[]) AS key(conversation_id, response_id)
JOIN esm_answers a USING (conversation_id, response_id)`,
    values: [keys.conversationIds, keys.responseIds],
  };
}

/** Reads what coders decided about responses; notes stay sealed where they are. */
export function selectExportAnnotations(keys: ResponseKeys): Statement {
  return {
    name: 'esm-export-annotations',
    sql: `SELECT n.conversation_id::text, n.response_id, n.coder, n.phenomena
FROM unnest($1::bigint[], $2::text[]) AS key(conversation_id, response_id)
JOIN esm_annotations n USING (conversation_id, response_id)
ORDER BY n.coder`,
    values: [keys.conversationIds, keys.responseIds],
  };
}
