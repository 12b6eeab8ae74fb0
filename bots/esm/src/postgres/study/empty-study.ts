import type { TurnWrite } from 'opora';

/** Empties what is left of a deleted study: its words and what made pseudonyms and plans. */
export function emptyStudy(id: string): TurnWrite {
  return {
    name: 'esm-empty-study',
    sql: `UPDATE esm_studies SET title = '', contact = '{}', support_text = '{}', pseudonym_secret = ''::bytea,
  plan_seed = ''
WHERE study_id = $1 AND status = 'deleted'`,
    values: [id],
  };
}
