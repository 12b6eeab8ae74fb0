import type { Statement } from 'opora';

/** Something that Conversations of a study are still to be told. */
export type AnnouncementRow = {
  readonly id: string;
  readonly studyId: string;
  readonly kind: 'changed' | 'deleted';
  readonly toldThrough: string;
};

/** Reads what is to be told, oldest first. */
export function selectAnnouncements(): Statement {
  return {
    name: 'esm-select-announcements',
    sql: `SELECT announcement_id::text AS id, study_id AS "studyId", kind, told_through::text AS "toldThrough"
FROM esm_announcements ORDER BY announcement_id LIMIT 100`,
    values: [],
  };
}
