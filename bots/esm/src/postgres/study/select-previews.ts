import type { Statement } from 'opora';

/** A chat in which a preview was begun; `sealed` opens at `previewChatPlace` and is base64. */
export type PreviewRow = { readonly chatHash: string; readonly channel: string; readonly sealed: string };

/** Reads the chats of a study in which previews were begun. */
export function selectPreviews(studyId: string): Statement {
  return {
    name: 'esm-select-previews',
    sql: `SELECT chat_hash AS "chatHash", channel, encode(chat_sealed, 'base64') AS sealed
FROM esm_previews WHERE study_id = $1 ORDER BY started_at`,
    values: [studyId],
  };
}
