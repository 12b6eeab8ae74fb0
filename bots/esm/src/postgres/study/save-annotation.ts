import type { TurnWrite } from 'opora';
import type { Confirmations } from '../../study/annotations.ts';
import { instant } from './sql-time.ts';

/**
 * Stores what a coder decided about a response, if it is still at the version that was seen (0: none yet): one row, or
 * none.
 */
export function saveAnnotation(annotation: {
  readonly conversationId: string;
  readonly responseId: string;
  readonly coder: string;
  readonly phenomena: Confirmations;
  /** Sealed for `notesPlace`; null without notes. */
  readonly notesSealed: Uint8Array | null;
  readonly seenVersion: number;
  readonly at: number;
}): TurnWrite {
  const { notesSealed } = annotation;
  return {
    name: 'esm-save-annotation',
    sql: `INSERT INTO esm_annotations AS n (
  conversation_id, response_id, coder, phenomena, notes_sealed, version, updated_at
)
SELECT $1, $2, $3, $4::jsonb, $5::bytea, 1, ${instant('$7')}
WHERE $6::integer = 0 OR EXISTS (
  SELECT 1 FROM esm_annotations o WHERE o.conversation_id = $1 AND o.response_id = $2 AND o.coder = $3
)
ON CONFLICT (conversation_id, response_id, coder) DO UPDATE SET
  phenomena = excluded.phenomena, notes_sealed = excluded.notes_sealed, version = n.version + 1,
  updated_at = excluded.updated_at
WHERE n.version = $6::integer`,
    values: [
      ...[annotation.conversationId, annotation.responseId, annotation.coder],
      ...[JSON.stringify(annotation.phenomena), notesSealed === null ? null : Buffer.from(notesSealed)],
      ...[annotation.seenVersion, annotation.at],
    ],
    expectedRows: 1,
  };
}
