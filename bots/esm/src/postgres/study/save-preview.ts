import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Remembers in which chat a preview was begun. */
export function savePreview(preview: {
  readonly studyId: string;
  readonly chatHash: string;
  readonly channel: string;
  /** Sealed for `previewChatPlace(studyId)`. */
  readonly chatSealed: Uint8Array;
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-save-preview',
    sql: `INSERT INTO esm_previews (study_id, chat_hash, channel, chat_sealed, started_at)
VALUES ($1, $2, $3, $4, ${instant('$5')})
ON CONFLICT (study_id, chat_hash) DO UPDATE SET started_at = excluded.started_at`,
    values: [preview.studyId, preview.chatHash, preview.channel, Buffer.from(preview.chatSealed), preview.at],
  };
}
