import type { Language, TurnWrite } from 'opora';
import type { SurveyState } from '../esm-state.ts';

/** How a response stands. */
export type ResponseStatus = 'in_progress' | 'completed' | 'partial';

/** Records a response when it begins and when it ends. Repeating it changes nothing. */
export function saveResponse(row: {
  readonly conversationId: string;
  readonly survey: SurveyState;
  readonly language: Language;
  readonly status: ResponseStatus;
  /** Null where no study is known. */
  readonly studyId: string | null;
  /** Ms since the epoch; null while it is in progress. */
  readonly completedAt: number | null;
}): TurnWrite {
  const { survey } = row;
  return {
    name: 'esm-save-response',
    sql: `INSERT INTO esm_responses (
  conversation_id, response_id, beep_id, instrument, version, language, status, item_order,
  started_at, completed_at, kind, preview, is_training, training_day, local_date, zone, study_id
) VALUES (
  $1, $2, $3, $4, $5, $6, $7, $8::jsonb,
  to_timestamp($9::double precision / 1000), to_timestamp($10::double precision / 1000),
  $11, $12, $13, $14, $15, $16, $17
)
ON CONFLICT (conversation_id, response_id) DO UPDATE SET
  language = excluded.language,
  status = excluded.status,
  completed_at = excluded.completed_at`,
    values: [
      row.conversationId,
      survey.responseId,
      survey.beepId,
      survey.instrument,
      survey.instrumentVersion,
      row.language,
      row.status,
      JSON.stringify(survey.order),
      survey.startedAt,
      row.completedAt,
      survey.kind,
      survey.preview,
      survey.trainingDay > 0,
      survey.trainingDay > 0 ? survey.trainingDay : null,
      survey.localDate,
      survey.zone,
      row.studyId,
    ],
  };
}
