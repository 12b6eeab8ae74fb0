import type { Json, Statement } from 'opora';

/** The golden fields of one participant as stored. */
export interface GoldenRow {
  readonly conversationId: string;
  /** Null before the data migration has come by. */
  readonly fields: Json;
  /** What the data migration added; null when it added nothing. */
  readonly written: Json;
}

/** The next participants in order of their ids, locked until the transaction ends. */
export function selectGoldenBatch(afterId: string, limit: number): Statement {
  return {
    name: 'esm-select-golden-batch',
    sql: `SELECT conversation_id::text AS "conversationId", golden_fields AS fields, golden_written AS written
FROM esm_participants
WHERE conversation_id > $1::bigint
ORDER BY conversation_id
LIMIT $2
FOR UPDATE`,
    values: [afterId, limit],
  };
}
