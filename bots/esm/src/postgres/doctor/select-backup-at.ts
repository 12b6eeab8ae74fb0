import type { Statement } from 'opora';

/** When `opora backup` last ended well; answers `{at}`, ms since the epoch, or no row. */
export function selectBackupAt(): Statement {
  return {
    name: 'esm-select-backup-at',
    sql: `SELECT extract(epoch FROM beat_at)::float8 * 1000 AS at FROM heartbeats WHERE name = 'backup'`,
    values: [],
  };
}
