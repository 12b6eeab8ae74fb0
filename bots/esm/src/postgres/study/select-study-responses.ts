import type { Statement } from 'opora';
import { responseColumns, responseTables } from './response-columns.ts';
import { instant } from './sql-time.ts';

/** Where a page of responses begins: behind the last one of the page before. */
export type ResponseCursor = { readonly at: number; readonly id: string };

/** Which responses are wanted; null: any. Dates are local ones of the participants, both included. */
export interface ResponseFilter {
  readonly studyId: string;
  readonly participant: string | null;
  readonly status: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly training: boolean | null;
}

/** Reads responses of a study as `ResponseRow`, oldest first; previews are left out. */
export function selectStudyResponses(
  filter: ResponseFilter,
  after: ResponseCursor | null,
  limit: number,
): Statement {
  return {
    name: 'esm-select-study-responses',
    sql: `SELECT ${responseColumns}
FROM ${responseTables}
WHERE r.study_id = $1 AND NOT r.preview
  AND ($2::text IS NULL OR p.pseudonym = $2) AND ($3::text IS NULL OR r.status = $3)
  AND ($4::date IS NULL OR r.local_date >= $4::date) AND ($5::date IS NULL OR r.local_date <= $5::date)
  AND ($6::boolean IS NULL OR r.is_training = $6)
  AND ($7::double precision IS NULL OR (r.started_at, r.response_id) > (${instant('$7')}, $8::text))
ORDER BY r.started_at, r.response_id
LIMIT $9`,
    values: [
      ...[filter.studyId, filter.participant, filter.status, filter.from, filter.to, filter.training],
      ...[after?.at ?? null, after?.id ?? null, limit],
    ],
  };
}
