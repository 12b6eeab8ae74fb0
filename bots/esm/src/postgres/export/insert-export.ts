import type { Json, TurnWrite } from 'opora';

/** Requests an export; a job makes its file. */
export function insertExport(request: {
  readonly exportId: string;
  readonly studyId: string;
  readonly requestedBy: string;
  readonly filters: Json;
  /** Ms since the epoch. */
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-export-insert',
    sql: `INSERT INTO esm_exports (export_id, study_id, requested_by, filters, status, created_at)
VALUES ($1, $2, $3, $4::jsonb, 'waiting', to_timestamp($5::double precision / 1000))`,
    values: [
      request.exportId,
      request.studyId,
      request.requestedBy,
      JSON.stringify(request.filters),
      request.at,
    ],
  };
}
