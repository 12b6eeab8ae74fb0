import type { Statement } from 'opora';
import type { Confirmations } from '../../study/annotations.ts';
import { isoTime } from './sql-time.ts';

/** What one coder decided; `sealed` opens at `notesPlace` and is base64. */
export type AnnotationListRow = {
  readonly coder: string;
  readonly coderName: string;
  readonly phenomena: Confirmations;
  readonly sealed: string | null;
  readonly version: number;
  readonly updatedAt: string;
};

/** Reads the annotations of a response, by the name of the coder. */
export function selectAnnotations(conversationId: string, responseId: string): Statement {
  return {
    name: 'esm-select-annotations',
    sql: `SELECT n.coder, COALESCE(r.name, n.coder) AS "coderName", n.phenomena,
  encode(n.notes_sealed, 'base64') AS sealed, n.version, ${isoTime('n.updated_at')} AS "updatedAt"
FROM esm_annotations n LEFT JOIN esm_researchers r ON r.researcher_id = n.coder
WHERE n.conversation_id = $1 AND n.response_id = $2
ORDER BY 2, 1`,
    values: [conversationId, responseId],
  };
}
