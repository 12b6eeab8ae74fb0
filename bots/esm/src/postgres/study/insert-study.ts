import type { TurnWrite } from 'opora';
import type { StudyDetails } from '../../study/study.ts';
import { instant } from './sql-time.ts';

/** Adds a study as a draft. A study of the same id stays as it is. */
export function insertStudy(study: {
  readonly id: string;
  readonly details: StudyDetails;
  /** Sealed for `studySecretPlace(id)`. */
  readonly pseudonymSecret: Uint8Array;
  readonly planSeed: string;
  readonly at: number;
}): TurnWrite {
  const { details } = study;
  return {
    name: 'esm-insert-study',
    sql: `INSERT INTO esm_studies (
  study_id, title, languages, status, pseudonym_secret, plan_seed, contact, support_text, ai_allowed, feedback,
  retention_days, created_at
) VALUES ($1, $2, $3::jsonb, 'draft', $4, $5, $6::jsonb, $7::jsonb, $8, $9, $10, ${instant('$11')})
ON CONFLICT (study_id) DO NOTHING`,
    values: [
      ...[study.id, details.title, JSON.stringify(details.languages)],
      ...[Buffer.from(study.pseudonymSecret), study.planSeed],
      ...[JSON.stringify(details.contact), JSON.stringify(details.supportText)],
      ...[details.aiAllowed, details.feedback, details.retentionDays, study.at],
    ],
  };
}
