import type { Json, Statement } from 'opora';
import type { VersionKind } from '../../study/check-definition.ts';
import { isoTime } from './sql-time.ts';

/** One immutable version with its content. */
export type VersionRow = {
  readonly version: number;
  readonly name: string;
  readonly definition: Json;
  readonly hash: string;
  /** Name of the researcher, or `opora`. */
  readonly createdBy: string;
  readonly createdAt: string;
  readonly inForceAt: string | null;
};

/** Columns that make a `VersionRow` of a row `v` of esm_study_versions; researchers are named. */
export const versionColumns: string = `v.version, v.name, v.definition, v.hash,
  COALESCE((
    SELECT r.name FROM esm_researchers r WHERE 'researcher:' || r.researcher_id = v.created_by
  ), v.created_by) AS "createdBy",
  ${isoTime('v.created_at')} AS "createdAt", ${isoTime('v.in_force_at')} AS "inForceAt"`;

/** Reads one version. It never changes, so what was read once holds. */
export function selectVersion(studyId: string, kind: VersionKind, version: number): Statement {
  return {
    name: 'esm-select-version',
    sql: `SELECT ${versionColumns}
FROM esm_study_versions v WHERE study_id = $1 AND kind = $2 AND version = $3`,
    values: [studyId, kind, version],
    immutable: true,
  };
}
