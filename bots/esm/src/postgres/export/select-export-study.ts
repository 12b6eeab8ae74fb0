import type { Statement } from 'opora';

/** What an export tells of its study. */
export type ExportStudyRow = {
  readonly study_id: string;
  readonly title: string;
  readonly status: string;
  readonly languages: readonly string[];
  readonly protocol_version: number | null;
  readonly instrument_version: number | null;
  readonly consent_version: number | null;
};

/** Reads the study of an export; no row when there is none. */
export function selectExportStudy(studyId: string): Statement {
  return {
    name: 'esm-export-study',
    sql: `SELECT study_id, title, status, languages, protocol_version, instrument_version, consent_version
FROM esm_studies WHERE study_id = $1`,
    values: [studyId],
  };
}

/** One immutable version; instants are ISO 8601 in UTC. */
export type ExportVersionRow = {
  readonly kind: 'protocol' | 'instrument' | 'consent';
  readonly version: number;
  readonly definition: unknown;
  readonly hash: string;
  readonly created: string;
  readonly in_force: string | null;
};

/** Reads every version of a study, oldest first. */
export function selectExportVersions(studyId: string): Statement {
  return {
    name: 'esm-export-versions',
    sql: `SELECT kind, version, definition, hash,
  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created,
  to_char(in_force_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS in_force
FROM esm_study_versions WHERE study_id = $1 ORDER BY kind, version`,
    values: [studyId],
  };
}

/** Reads the instruments and versions that responses of a study used, previews left out. */
export function selectUsedInstruments(studyId: string): Statement {
  return {
    name: 'esm-export-instruments',
    sql: `SELECT instrument, version FROM esm_responses
WHERE study_id = $1 AND NOT preview AND kind <> 'survey' GROUP BY instrument, version ORDER BY instrument, version`,
    values: [studyId],
  };
}
