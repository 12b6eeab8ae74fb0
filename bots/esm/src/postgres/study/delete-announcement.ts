import type { TurnWrite } from 'opora';

/** Everybody was told. */
export function deleteAnnouncement(id: string): TurnWrite {
  return {
    name: 'esm-delete-announcement',
    sql: 'DELETE FROM esm_announcements WHERE announcement_id = $1::bigint',
    values: [id],
  };
}
