import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type pg from 'pg';
import { ConfigError, describeError, TerminalError } from '../../core/errors.ts';
import { backupDatabase, restoreDatabase, verifyBackup } from '../../postgres/backup/index.ts';
import { withDatabaseAlone } from '../../postgres/database-use.ts';
import { createPostgresStore } from '../../postgres/postgres-store.ts';
import { type ErasureRow, readErasures, reapplyErasure } from '../../postgres/statements/erasures.ts';
import { writeBeat } from '../../postgres/statements/health.ts';
import type { AppDefinition, KeptRows } from '../definition.ts';
import { backupBeat } from '../health-wiring.ts';
import { migrationSets } from '../storage.ts';
import { confirmLoss } from './confirm-loss.ts';
import { print, printJson, progress } from './output.ts';
import { type Session, withSession } from './session.ts';

/** `opora backup [file]`: writes one file and proves it by restoring it into a scratch database. */
export function runBackup(
  definition: AppDefinition,
  file: string | undefined,
  flags: { readonly verify: boolean; readonly json?: boolean },
): Promise<number> {
  return withSession(definition, async ({ storage, config, packages, observability }) => {
    const stamp = new Date().toISOString().replace(/[:.]/g, '-');
    const target = resolve(file ?? `${config.dataDir}/backups/opora-${stamp}.backup`);
    await makeFolder(dirname(target));
    const summary = await backupDatabase(storage.pool, target, {
      onProgress: (step) => progress(`writing ${JSON.stringify(step)}`),
    });
    if (flags.verify) {
      await verifyBackup(target, storage.pool, {
        sets: migrationSets(packages),
        logger: observability.logger,
        onProgress: (step) => progress(`checking ${JSON.stringify(step)}`),
      });
    }
    await writeBeat(createPostgresStore({ pool: storage.pool }), backupBeat);
    if (flags.json === true) printJson({ file: target, verified: flags.verify, summary });
    else print(`${target}${flags.verify ? ' (restored into a scratch database and compared)' : ''}`);
    return 0;
  });
}

/** @throws TerminalError `backup_write_failed` */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new TerminalError(
      'backup_write_failed',
      `The folder ${folder} could not be made: ${describeError(cause)}. Choose another.`,
      { cause },
    );
  });
}

/** `opora restore <file>`: asks before it replaces data. */
export function runRestore(
  definition: AppDefinition,
  file: string,
  flags: { readonly yes?: boolean; readonly json?: boolean },
): Promise<number> {
  return withSession(definition, (session) =>
    // A product remembers numbers of Conversations; under a restore they would come to mean other people.
    withDatabaseAlone(session.storage.pool, { command: 'opora restore', refuse: productRunning }, () =>
      restoreFile(session, file, flags),
    ),
  );
}

const productRunning = (users: string): ConfigError =>
  new ConfigError(
    'restore_product_running',
    `The product is running on this database (${users}). Stop it, restore, start it.`,
  );

async function restoreFile(
  { storage, packages }: Session,
  file: string,
  flags: { readonly yes?: boolean; readonly json?: boolean },
): Promise<number> {
  if (!(await confirmLoss(storage.pool, 'Replace all of it?', flags))) return 1;
  const erasures = await readErasures(storage.pool);
  const kept = await readKeptRows(
    storage.pool,
    packages.flatMap(({ keptRows = [] }) => keptRows),
  );
  let again = 0;
  await restoreDatabase(storage.pool, resolve(file), {
    sets: migrationSets(packages),
    overwrite: true,
    onProgress: (step) => progress(`restoring ${JSON.stringify(step)}`),
    finish: async (client) => {
      again = await eraseAgain(client, erasures);
      for (const { table, write, rows } of kept) {
        if (await hasTable(client, table)) await client.query(write, [JSON.stringify(rows)]);
      }
    },
  });
  if (flags.json === true) printJson({ file: resolve(file), erasedAgain: again });
  else print(`Restored.${again === 0 ? '' : ` ${again} erased conversations were erased again.`}`);
  return 0;
}

/** Erasures asked for after the backup was made hold for what it brought back. */
async function eraseAgain(client: pg.PoolClient, erasures: readonly ErasureRow[]): Promise<number> {
  const known = new Set((await readErasures(client)).map((row) => row.id));
  const missing = erasures.filter((row) => !known.has(row.id));
  for (const erasure of missing) await reapplyErasure(client, erasure);
  return missing.length;
}

interface ReadRows extends KeptRows {
  readonly rows: readonly unknown[];
}

/** What bots want to know after the restore of the time after the backup. */
async function readKeptRows(pool: pg.Pool, kept: readonly KeptRows[]): Promise<readonly ReadRows[]> {
  const read: ReadRows[] = [];
  for (const one of kept) {
    if (!(await hasTable(pool, one.table))) continue;
    const { rows } = await pool.query<{ row: unknown }>(one.read);
    read.push({ ...one, rows: rows.map(({ row }) => row) });
  }
  return read;
}

async function hasTable(client: pg.Pool | pg.PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    table,
  ]);
  return rows[0]?.there === true;
}
