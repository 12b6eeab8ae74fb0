import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { withDatabase } from '../embedded/connection-string.ts';
import type { MigrationSet } from '../migrate/index.ts';
import { createPool } from '../pool.ts';
import type { BackupManifest, ProgressListener } from './manifest.ts';
import { restoreDatabase } from './restore-database.ts';

/** Options of `verifyBackup`. */
export interface VerifyOptions {
  readonly sets: readonly MigrationSet[];
  readonly logger: Logger;
  readonly onProgress?: ProgressListener;
}

/**
 * Proves a backup by restoring it: creates a scratch database on the server of `adminPool` (a pool of
 * `createPool` whose user may create databases), restores with every check, and drops it again. Needs as much
 * disk as the data. Rejects with what `restoreDatabase` throws.
 */
export async function verifyBackup(
  file: string,
  adminPool: pg.Pool,
  options: VerifyOptions,
): Promise<BackupManifest> {
  const name = `opora_verify_${randomBytes(6).toString('hex')}`;
  await adminPool.query(
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  );
  const scratch = createPool({
    connectionString: withDatabase(adminPool.options.connectionString ?? '', name),
    ...{ max: 1, applicationName: 'opora-verify', logger: options.logger, meter: silentMeter },
  });
  try {
    return await restoreDatabase(scratch, file, options);
  } finally {
    await scratch.end();
    await adminPool.query(`drop database if exists ${name} with (force)`);
  }
}
