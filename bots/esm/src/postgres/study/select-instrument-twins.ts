import type { Statement } from 'opora';

/** Reads the hashes of a study's instruments of one name and own version number. */
export function selectInstrumentTwins(studyId: string, name: string, ownVersion: number): Statement {
  return {
    name: 'esm-select-instrument-twins',
    sql: `SELECT hash FROM esm_study_versions
WHERE study_id = $1 AND kind = 'instrument' AND name = $2 AND (definition->>'version')::numeric = $3`,
    values: [studyId, name, ownVersion],
  };
}
