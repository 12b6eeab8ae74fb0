import type { TurnWrite } from 'opora';
import type { StudyDetails } from '../../study/study.ts';

/** Changes the details of a study that has not closed, if it is still as it was seen: one row, or none. */
export function updateStudy(study: {
  readonly id: string;
  /** The revision that the change is based on. */
  readonly revision: number;
  readonly details: StudyDetails;
}): TurnWrite {
  const { details } = study;
  return {
    name: 'esm-update-study',
    sql: `UPDATE esm_studies SET
  title = $3, languages = $4::jsonb, contact = $5::jsonb, support_text = $6::jsonb, ai_allowed = $7, feedback = $8,
  retention_days = $9, revision = revision + 1
WHERE study_id = $1 AND revision = $2 AND status IN ('draft', 'open', 'frozen')`,
    values: [
      ...[study.id, study.revision, details.title, JSON.stringify(details.languages)],
      ...[JSON.stringify(details.contact), JSON.stringify(details.supportText)],
      ...[details.aiAllowed, details.feedback, details.retentionDays],
    ],
    expectedRows: 1,
  };
}
