import type { Statement } from 'opora';

/** What makes the pseudonyms of a study, still sealed, base64. */
export type StudySecretRow = { readonly sealed: string };

/** Reads the sealed secret of a study. */
export function selectStudySecret(id: string): Statement {
  return {
    name: 'esm-select-study-secret',
    sql: `SELECT encode(pseudonym_secret, 'base64') AS sealed FROM esm_studies WHERE study_id = $1`,
    values: [id],
  };
}
