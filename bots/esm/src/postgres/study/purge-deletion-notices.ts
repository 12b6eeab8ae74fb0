import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Deletes notices of before an instant, acknowledged or not; the audit keeps their ids and dates. */
export function purgeDeletionNotices(before: number): TurnWrite {
  return {
    name: 'esm-purge-deletion-notices',
    sql: `DELETE FROM esm_deletion_notices WHERE at < ${instant('$1')}`,
    values: [before],
  };
}
