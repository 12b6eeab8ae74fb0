import type { Statement } from 'opora';
import { goldenDefaults } from '../../golden-fields/golden-fields.ts';

/** Participants with a larger id; answers `{count}`. */
export function countParticipants(afterId: string): Statement {
  return {
    name: 'esm-count-participants',
    sql: 'SELECT count(*)::int AS count FROM esm_participants WHERE conversation_id > $1::bigint',
    values: [afterId],
  };
}

/** Those of them that lack one of the golden fields, or hold something else in its place; answers `{count}`. */
export function countWithoutFields(afterId: string): Statement {
  return {
    name: 'esm-count-without-golden-fields',
    sql: `SELECT count(*)::int AS count FROM esm_participants
WHERE conversation_id > $1::bigint AND (golden_fields IS NULL OR EXISTS (
  SELECT 1 FROM jsonb_each($2::jsonb) AS standard (name, value)
  WHERE NOT golden_fields ? standard.name OR CASE jsonb_typeof(standard.value) WHEN 'object' THEN
    jsonb_typeof(golden_fields -> standard.name) <> 'object'
    OR NOT golden_fields -> standard.name ?& ARRAY(SELECT jsonb_object_keys(standard.value))
  ELSE false END))`,
    values: [afterId, JSON.stringify(goldenDefaults)],
  };
}
