import type { TurnWrite } from 'opora';

/** Notes that everybody up to a Conversation was told. */
export function advanceAnnouncement(id: string, toldThrough: string): TurnWrite {
  return {
    name: 'esm-advance-announcement',
    sql: `UPDATE esm_announcements SET told_through = GREATEST(told_through, $2::bigint)
WHERE announcement_id = $1::bigint`,
    values: [id, toldThrough],
  };
}
