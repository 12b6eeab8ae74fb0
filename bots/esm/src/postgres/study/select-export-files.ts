import type { Statement } from 'opora';

/** Reads the files of a study's exports. */
export function selectExportFiles(studyId: string): Statement {
  return {
    name: 'esm-select-export-files',
    sql: 'SELECT file FROM esm_exports WHERE study_id = $1 AND file IS NOT NULL',
    values: [studyId],
  };
}
