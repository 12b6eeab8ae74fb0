import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Has everybody of a study told that it changed, or was deleted; a job does it. */
export function insertAnnouncement(studyId: string, kind: 'changed' | 'deleted', at: number): TurnWrite {
  return {
    name: 'esm-insert-announcement',
    sql: `INSERT INTO esm_announcements (study_id, kind, created_at) VALUES ($1, $2, ${instant('$3')})`,
    values: [studyId, kind, at],
  };
}
