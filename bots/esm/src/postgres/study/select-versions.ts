import type { Statement } from 'opora';
import type { VersionKind } from '../../study/check-definition.ts';
import { versionColumns } from './select-version.ts';

/** Reads the versions of a kind as `VersionRow`, newest first, below `before` where given. */
export function selectVersions(
  studyId: string,
  kind: VersionKind,
  before: number | null,
  limit: number,
): Statement {
  return {
    name: 'esm-select-versions',
    sql: `SELECT ${versionColumns}
FROM esm_study_versions v
WHERE v.study_id = $1 AND v.kind = $2 AND ($3::integer IS NULL OR v.version < $3)
ORDER BY v.version DESC
LIMIT $4`,
    values: [studyId, kind, before, limit],
  };
}
