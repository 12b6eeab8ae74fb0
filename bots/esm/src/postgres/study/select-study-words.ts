import type { Statement } from 'opora';
import type { LocalText } from '../../instrument/instrument.ts';

/** What participants may read of a study. */
export type StudyWords = {
  readonly title: string;
  readonly contact: LocalText;
  readonly supportText: LocalText;
};

/** Reads title, contact and support text of a study. */
export function selectStudyWords(id: string): Statement {
  return {
    name: 'esm-select-study-words',
    sql: `SELECT title, contact, support_text AS "supportText" FROM esm_studies WHERE study_id = $1`,
    values: [id],
  };
}
