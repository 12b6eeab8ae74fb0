import type { Language, Statement } from 'opora';

/** What an open study must have, as far as it is set up. */
export interface OpenStudy {
  readonly title: string;
  readonly languages: readonly Language[];
  readonly hasVersions: boolean;
  readonly contact: Readonly<Partial<Record<Language, string>>>;
  readonly supportText: Readonly<Partial<Record<Language, string>>>;
}

/** Open and frozen studies, by title. */
export function selectOpenStudies(): Statement {
  return {
    name: 'esm-select-open-studies',
    sql: `SELECT title, languages, contact, support_text AS "supportText",
  protocol_version IS NOT NULL AND instrument_version IS NOT NULL AND consent_version IS NOT NULL AS "hasVersions"
FROM esm_studies
WHERE status IN ('open', 'frozen')
ORDER BY title`,
    values: [],
  };
}
