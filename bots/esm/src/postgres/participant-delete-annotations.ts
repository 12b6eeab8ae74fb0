import type { TurnWrite } from 'opora';

/** Deletes what coders noted about the responses of a Conversation. */
export function deleteAnnotations(conversationId: string): TurnWrite {
  return {
    name: 'esm-delete-annotations',
    sql: 'DELETE FROM esm_annotations WHERE conversation_id = $1',
    values: [conversationId],
  };
}
