import type { Json, Statement } from 'opora';

/** The newest version of each instrument of a study. */
export type NewestInstrumentRow = {
  readonly name: string;
  readonly version: number;
  readonly definition: Json;
};

/** Reads the newest version of every name. */
export function selectNewestInstruments(studyId: string): Statement {
  return {
    name: 'esm-select-newest-instruments',
    sql: `SELECT DISTINCT ON (name) name, version, definition FROM esm_study_versions
WHERE study_id = $1 AND kind = 'instrument'
ORDER BY name, version DESC`,
    values: [studyId],
  };
}
