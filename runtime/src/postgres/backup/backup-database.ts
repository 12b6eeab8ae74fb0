import { resolve } from 'node:path';
import type pg from 'pg';
import { readApplied } from '../migrate/index.ts';
import { withTransaction } from '../pool.ts';
import { listTables, readSequences } from './catalog.ts';
import { createBackupWriter } from './container.ts';
import { fixTextFormat, readTable } from './copy-table.ts';
import { BACKUP_FORMAT, type BackupManifest, type ProgressListener, type TableManifest } from './manifest.ts';

/** Options of `backupDatabase`. */
export interface BackupOptions {
  /** Stored in the file; `unknown` by default. */
  readonly productVersion?: string;
  readonly onProgress?: ProgressListener;
}

/**
 * Writes every table and sequence of the schema `public` into one file, as they were at one moment, while the
 * product goes on working. The file appears under its name only when it is whole and on disk; an older file
 * of that name is replaced then. Holds one connection.
 *
 * @throws TerminalError `backup_write_failed`; errors of the database as `translateError` names them.
 */
export async function backupDatabase(
  pool: pg.Pool,
  file: string,
  options: BackupOptions = {},
): Promise<BackupManifest> {
  const writer = await createBackupWriter(resolve(file));
  try {
    const manifest = await withTransaction(
      pool,
      async (client) => {
        await fixTextFormat(client);
        const tables = await listTables(client);
        const written: TableManifest[] = [];
        for (const [index, table] of tables.entries()) {
          await writer.table(table.name, table.columns);
          const progress = {
            phase: 'read',
            table: table.name,
            index: index + 1,
            total: tables.length,
          } as const;
          options.onProgress?.({ ...progress, bytes: 0 });
          const result = await readTable(client, table, async (data, bytes) => {
            await writer.data(data);
            options.onProgress?.({ ...progress, bytes });
          });
          written.push(result);
        }
        return describe(client, written, options.productVersion ?? 'unknown');
      },
      { isolation: 'repeatable read', readOnly: true, unlimited: true },
    );
    await writer.finish(manifest);
    return manifest;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function describe(
  client: pg.PoolClient,
  tables: readonly TableManifest[],
  productVersion: string,
): Promise<BackupManifest> {
  const { rows } = await client.query<{ createdAt: string; serverVersion: string }>(
    `select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt",
            current_setting('server_version') as "serverVersion"`,
  );
  const applied = await readApplied(client);
  return {
    format: BACKUP_FORMAT,
    createdAt: rows[0]?.createdAt ?? '',
    productVersion,
    serverVersion: rows[0]?.serverVersion ?? '',
    migrations: applied.map(({ set, version, name, checksum }) => ({ set, version, name, checksum })),
    tables,
    // Sequences stand outside of snapshots. Read last they are at or past every row that was copied.
    sequences: await readSequences(client),
  };
}
