import { resolve } from 'node:path';
import type pg from 'pg';
import { ConfigError, TerminalError } from '../../core/errors.ts';
import { type MigrationSet, migrateWithin, readSets } from '../migrate/index.ts';
import { withTransaction } from '../pool.ts';
import {
  dropEverything,
  findTableWithRows,
  liftConstraints,
  listTables,
  quoted,
  writeSequence,
} from './catalog.ts';
import { type BackupRecord, readBackup } from './container.ts';
import { fixTextFormat, readTable, writeTable } from './copy-table.ts';
import { inspectBackup } from './inspect-backup.ts';
import type { BackupManifest, ProgressListener } from './manifest.ts';

/** Options of `restoreDatabase`. */
export interface RestoreOptions {
  /** The migration sets of this product; they must know everything the backup was made with. */
  readonly sets: readonly MigrationSet[];
  /** Replaces a database that holds rows; false by default. */
  readonly overwrite?: boolean;
  readonly onProgress?: ProgressListener;
  /** Runs in the same transaction after everything was loaded and compared. */
  readonly finish?: (client: pg.PoolClient) => Promise<void>;
}

/**
 * Makes the database what it was when the backup was made: checks the whole file first, then in ONE
 * transaction drops what is there, migrates to exactly the versions of the backup, loads every table and
 * compares rows and SHA-256 with what the database then holds. If anything fails the old data stays.
 * Stop the product before; afterwards `migrateUp` brings an old backup to the present.
 *
 * @throws ConfigError `restore_not_empty` when there are rows and `overwrite` is not set,
 * `backup_schema_unknown` when a migration of the backup is unknown here or reads differently.
 * @throws TerminalError `backup_unreadable`, `backup_format_unsupported`, `backup_damaged`, `restore_mismatch`.
 */
export async function restoreDatabase(
  pool: pg.Pool,
  file: string,
  options: RestoreOptions,
): Promise<BackupManifest> {
  const path = resolve(file);
  const manifest = await inspectBackup(path, options.onProgress);
  await assertKnown(manifest, options.sets);
  const replace = async (client: pg.PoolClient): Promise<void> => {
    await fixTextFormat(client);
    if (!options.overwrite) await assertEmpty(client);
    await dropEverything(client);
    await migrateWithin(client, options.sets, toVersions(manifest));
    const tables = await listTables(client);
    if (tables.length > 0) {
      await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')} cascade`);
    }
    const putBack = await liftConstraints(client);
    await load(client, path, manifest, options.onProgress);
    await putBack();
    for (const sequence of manifest.sequences) await writeSequence(client, sequence);
    await compare(client, manifest, options.onProgress);
    await options.finish?.(client);
  };
  await withTransaction(pool, replace, { unlimited: true });
  return manifest;
}

async function load(
  client: pg.PoolClient,
  path: string,
  manifest: BackupManifest,
  onProgress?: ProgressListener,
): Promise<void> {
  const records = readBackup(path);
  const total = manifest.tables.length;
  let index = 0;
  let next = await records.next();
  while (next.done !== true && next.value.kind === 'table') {
    const table = next.value;
    index += 1;
    const blocks = readBlocks(records, (bytes) => {
      onProgress?.({ phase: 'load', table: table.name, index, total, bytes });
    });
    await writeTable(client, table, blocks.data);
    next = blocks.after();
  }
  await records.return(undefined);
}

/** The data of one table; `after()` is the record that ended it. */
function readBlocks(
  records: AsyncGenerator<BackupRecord>,
  report: (bytes: number) => void,
): { data: AsyncIterable<Buffer>; after(): IteratorResult<BackupRecord> } {
  let last: IteratorResult<BackupRecord> = { done: true, value: undefined };
  let bytes = 0;
  async function* data(): AsyncGenerator<Buffer> {
    for (;;) {
      last = await records.next();
      if (last.done === true || last.value.kind !== 'data') return;
      bytes += last.value.data.length;
      report(bytes);
      yield last.value.data;
    }
  }
  return { data: data(), after: () => last };
}

/** Reads everything back: only what the database itself says it holds counts as restored. */
async function compare(
  client: pg.PoolClient,
  manifest: BackupManifest,
  onProgress?: ProgressListener,
): Promise<void> {
  const total = manifest.tables.length;
  for (const [index, expected] of manifest.tables.entries()) {
    const progress = { phase: 'compare', table: expected.name, index: index + 1, total } as const;
    const found = await readTable(client, expected, async (_data, bytes) => {
      onProgress?.({ ...progress, bytes });
    });
    if (found.rows === expected.rows && found.sha256 === expected.sha256) continue;
    throw new TerminalError(
      'restore_mismatch',
      `After loading, table ${expected.name} holds ${found.rows} rows where the backup has ${expected.rows}, or other content. Everything was rolled back.`,
      { context: { table: expected.name, found: found.rows, expected: expected.rows } },
    );
  }
}

async function assertEmpty(client: pg.PoolClient): Promise<void> {
  const table = await findTableWithRows(client);
  if (table === null) return;
  throw new ConfigError(
    'restore_not_empty',
    `The database holds data (table ${table}). Restore into an empty database, or repeat with --overwrite to replace it.`,
    { context: { table } },
  );
}

async function assertKnown(manifest: BackupManifest, sets: readonly MigrationSet[]): Promise<void> {
  const known = await readSets(sets);
  const faults = manifest.migrations.flatMap(({ set, version, name, checksum }) => {
    const file = known.find((migration) => migration.set === set && migration.version === version);
    if (file === undefined) return [`${set} ${version} ${name} is unknown here`];
    return file.checksum === checksum ? [] : [`${set} ${version} ${name} reads differently here`];
  });
  if (faults.length === 0) return;
  throw new ConfigError(
    'backup_schema_unknown',
    `This version of Opora cannot rebuild the schema of the backup, made by version ${manifest.productVersion}: ${faults.join('; ')}. Restore with that version.`,
  );
}

function toVersions(manifest: BackupManifest): Record<string, number> {
  const versions: Record<string, number> = {};
  for (const { set, version } of manifest.migrations) versions[set] = Math.max(version, versions[set] ?? 0);
  return versions;
}
