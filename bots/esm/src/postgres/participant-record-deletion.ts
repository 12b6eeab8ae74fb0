import type { TurnWrite } from 'opora';

/** Records a deletion: its random id and date in the audit, and a notice that names the pseudonym for a while. */
export function recordDeletion(deletion: {
  readonly deletionId: string;
  readonly studyId: string;
  readonly pseudonym: string;
  /** Ms since the epoch. */
  readonly at: number;
}): readonly TurnWrite[] {
  const { deletionId, studyId, pseudonym, at } = deletion;
  return [
    {
      name: 'esm-audit-deletion',
      sql: `INSERT INTO esm_audit (study_id, at, actor, action, detail)
VALUES ($1, to_timestamp($2::double precision / 1000), 'participant', 'deletion', jsonb_build_object('deletionId', $3::text))`,
      values: [studyId, at, deletionId],
    },
    {
      name: 'esm-notice-deletion',
      sql: `INSERT INTO esm_deletion_notices (deletion_id, study_id, pseudonym, at)
VALUES ($1, $2, $3, to_timestamp($4::double precision / 1000))
ON CONFLICT (deletion_id) DO NOTHING`,
      values: [deletionId, studyId, pseudonym, at],
    },
  ];
}
