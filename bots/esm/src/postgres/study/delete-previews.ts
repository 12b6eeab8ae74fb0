import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Forgets the chats of previews, and deletes what previews of before an instant have left. */
export function deletePreviews(
  studyId: string,
  chatHashes: readonly string[],
  before: number,
): readonly TurnWrite[] {
  const old = `r.study_id = $1 AND r.preview AND r.started_at < ${instant('$2')}`;
  return [
    {
      name: 'esm-forget-previews',
      sql: 'DELETE FROM esm_previews WHERE study_id = $1 AND chat_hash = ANY($2::text[])',
      values: [studyId, chatHashes],
    },
    {
      name: 'esm-delete-preview-answers',
      sql: `DELETE FROM esm_answers a USING esm_responses r
WHERE ${old} AND a.conversation_id = r.conversation_id AND a.response_id = r.response_id`,
      values: [studyId, before],
    },
    {
      name: 'esm-delete-preview-responses',
      sql: `DELETE FROM esm_responses r WHERE ${old}`,
      values: [studyId, before],
    },
    {
      name: 'esm-delete-preview-beeps',
      sql: `DELETE FROM esm_beeps b WHERE b.study_id = $1 AND b.preview AND b.planned_at < ${instant('$2')}`,
      values: [studyId, before],
    },
  ];
}
