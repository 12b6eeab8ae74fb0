import type { TurnWrite } from 'opora';

/** Forgets that somebody was invited. */
export function deleteInvitation(conversationId: string): TurnWrite {
  return {
    name: 'esm-delete-invitation',
    sql: 'DELETE FROM esm_invitations WHERE conversation_id = $1',
    values: [conversationId],
  };
}
