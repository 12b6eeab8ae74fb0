import type { Json, Statement } from 'opora';
import type { GoldenRow } from './select-golden-batch.ts';

const toColumn = (value: Json): string | null => (value === null ? null : JSON.stringify(value));

/** Stores the golden fields of many participants and what was added to them. */
export function saveGoldenBatch(rows: readonly GoldenRow[]): Statement {
  return {
    name: 'esm-save-golden-batch',
    sql: `UPDATE esm_participants
SET golden_fields = batch.fields::jsonb, golden_written = batch.written::jsonb
FROM unnest($1::bigint[], $2::text[], $3::text[]) AS batch (conversation_id, fields, written)
WHERE esm_participants.conversation_id = batch.conversation_id`,
    values: [
      rows.map(({ conversationId }) => conversationId),
      rows.map(({ fields }) => toColumn(fields)),
      rows.map(({ written }) => toColumn(written)),
    ],
  };
}
