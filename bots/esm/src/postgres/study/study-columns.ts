import { isoTime } from './sql-time.ts';

/** Columns that make a `Study` of a row of esm_studies. */
export const studyColumns: string = `study_id AS id, title, languages, status, contact,
  support_text AS "supportText", ai_allowed AS "aiAllowed", feedback, retention_days AS "retentionDays",
  protocol_version AS "protocolVersion", instrument_version AS "instrumentVersion",
  consent_version AS "consentVersion", revision, ${isoTime('created_at')} AS "createdAt",
  ${isoTime('opened_at')} AS "openedAt", ${isoTime('closed_at')} AS "closedAt",
  ${isoTime("closed_at + retention_days * interval '1 day'")} AS "deletesAt",
  ${isoTime('retention_announced_at')} AS "retentionAnnouncedAt"`;
