import type { TurnWrite } from 'opora';

/** Removes everything a preview has left: its beeps, responses and answers. */
export function deletePreview(conversationId: string): readonly TurnWrite[] {
  return [
    {
      name: 'esm-delete-preview-answers',
      sql: `DELETE FROM esm_answers a USING esm_responses r
WHERE a.conversation_id = $1 AND r.conversation_id = $1 AND r.response_id = a.response_id AND r.preview`,
      values: [conversationId],
    },
    {
      name: 'esm-delete-preview-responses',
      sql: 'DELETE FROM esm_responses WHERE conversation_id = $1 AND preview',
      values: [conversationId],
    },
    {
      name: 'esm-delete-preview-beeps',
      sql: 'DELETE FROM esm_beeps WHERE conversation_id = $1 AND preview',
      values: [conversationId],
    },
  ];
}
