import type { Statement } from 'opora';

/** Numbers of one study, previews and events left out. */
export type StudyFigures = {
  /** Participants by status. */
  readonly participants: Readonly<Record<string, number>>;
  readonly invited: number;
  /** Beeps that have left. */
  readonly sent: number;
  readonly completed: number;
  readonly beeps: { readonly expired: number; readonly missed: number; readonly failed: number };
};

/** Counts participants and beeps of a study. */
export function selectStudyFigures(studyId: string): Statement {
  return {
    name: 'esm-select-study-figures',
    sql: `SELECT
  COALESCE((
    SELECT jsonb_object_agg(status, count) FROM (
      SELECT status, count(*)::int AS count FROM esm_participants WHERE study_id = $1 GROUP BY status ORDER BY status
    ) p
  ), '{}'::jsonb) AS participants,
  (SELECT count(*)::int FROM esm_invitations WHERE study_id = $1) AS invited,
  count(*) FILTER (WHERE b.sent_at IS NOT NULL AND b.status <> 'failed')::int AS sent,
  count(*) FILTER (WHERE b.status = 'completed')::int AS completed,
  jsonb_build_object(
    'expired', count(*) FILTER (WHERE b.status = 'expired'),
    'missed', count(*) FILTER (WHERE b.status = 'missed'),
    'failed', count(*) FILTER (WHERE b.status = 'failed')
  ) AS beeps
FROM (SELECT 1) one
LEFT JOIN esm_beeps b ON b.study_id = $1 AND NOT b.preview AND b.kind <> 'event'`,
    values: [studyId],
  };
}
