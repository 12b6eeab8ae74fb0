import type { TurnWrite } from 'opora';

/**
 * Counts an edit of a message that was an answer; the texts stay. Nothing happens when the message was no
 * answer, or when this edit (known by its place in the Conversation) was counted before.
 */
export function noteEdit(edit: {
  readonly conversationId: string;
  /** External id of the edited message. */
  readonly of: string;
  readonly seq: number;
  /** Ms since the epoch. */
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-note-edit',
    sql: `UPDATE esm_answers SET
  edits = edits + 1,
  last_edit_seq = $3,
  last_edited_at = to_timestamp($4::double precision / 1000)
WHERE conversation_id = $1 AND sources @> jsonb_build_array($2::text) AND last_edit_seq < $3`,
    values: [edit.conversationId, edit.of, edit.seq, edit.at],
  };
}
