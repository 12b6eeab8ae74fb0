import type { Json, TurnWrite } from 'opora';
import type { VersionKind } from '../../study/check-definition.ts';
import { instant } from './sql-time.ts';

/**
 * Adds a version and makes it the newest of the study, if the study is still at `revision` and has not closed: one
 * row, or none. In a study that was opened it holds from the local day after `at`, in a draft from the beginning.
 */
export function insertVersion(version: {
  readonly studyId: string;
  readonly revision: number;
  readonly kind: VersionKind;
  readonly version: number;
  readonly name: string;
  readonly definition: Json;
  readonly hash: string;
  readonly by: string;
  readonly at: number;
}): TurnWrite {
  return {
    name: `esm-insert-version-${version.kind}`,
    sql: `WITH study AS (
  UPDATE esm_studies SET ${version.kind}_version = $4, revision = revision + 1
  WHERE study_id = $1 AND revision = $2 AND status IN ('draft', 'open', 'frozen')
  RETURNING study_id, opened_at
)
INSERT INTO esm_study_versions (
  study_id, kind, version, name, definition, hash, created_by, created_at, in_force_at
)
SELECT study_id, $3, $4, $5, $6::json, $7, $8, ${instant('$9')},
  CASE WHEN opened_at IS NULL THEN NULL ELSE ${instant('$9')} END
FROM study`,
    values: [
      ...[version.studyId, version.revision, version.kind, version.version, version.name],
      ...[JSON.stringify(version.definition), version.hash, version.by, version.at],
    ],
    expectedRows: 1,
  };
}
