import type pg from 'pg';
import type { Json } from '../../contracts/json.ts';
import { ConfigError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { withTransaction } from '../pool.ts';
import {
  type DataMigrationBatch,
  type DataMigrationFault,
  type DataMigrationRow,
  finishDataMigration,
  forgetDataMigration,
  openDataMigration,
  readDataMigration,
  saveBatch,
} from './data-ledger.ts';
import { type AppliedMigration, readApplied } from './ledger.ts';

type Batch = (client: pg.PoolClient, cursor: Json, batchSize: number) => Promise<DataMigrationBatch>;

/** A change of data too large for one transaction. It must bear being run beside the live product. */
export interface DataMigration {
  readonly set: string;
  readonly name: string;
  /** The SQL migration of the set that it belongs to: it runs after that one and is forgotten with it. */
  readonly version: number;
  /** Changes up to `batchSize` rows after `cursor` (null at first) inside the given transaction. */
  readonly batch: Batch;
  /**
   * Rows after `cursor` that `batch` (`up`) or `down` has still to change, at least; rows that the code of today writes are
   * right already and count only on the way down.
   */
  readonly countPending: (client: pg.ClientBase, cursor: Json, way: 'up' | 'down') => Promise<number>;
  /**
   * Undoes it in the same manner, and leaves what somebody has changed since. With `force` that goes too: whoever
   * asks for it has a fresh backup.
   */
  readonly down?: (
    client: pg.PoolClient,
    cursor: Json,
    batchSize: number,
    options: { readonly force: boolean },
  ) => Promise<DataMigrationBatch>;
  /** The counts in the words of the migration, shown beside the others with `--json`. */
  readonly countsOf?: (status: DataMigrationStatus) => Readonly<Record<string, number>>;
}

/** Rows counted: `total = done + errors + pending`. */
export interface DataMigrationStatus {
  readonly set: string;
  readonly name: string;
  readonly state: 'pending' | 'running' | 'done';
  readonly total: number;
  /** Updated or found right. */
  readonly done: number;
  readonly updated: number;
  /** Found right. */
  readonly skipped: number;
  readonly pending: number;
  readonly errors: number;
  /** The newest faults, at most 20. */
  readonly lastErrors: readonly DataMigrationFault[];
}

export interface DataMigrationOptions {
  readonly logger: Logger;
  /** Rows a transaction; 500 by default. */
  readonly batchSize?: number;
  /** Runs every batch in one transaction and rolls it back. */
  readonly dryRun?: boolean;
  readonly onProgress?: (status: DataMigrationStatus) => void;
  /** Checked between batches; the next run goes on from there. */
  readonly signal?: AbortSignal;
}

/**
 * Runs what is not finished, in order. Each batch is one transaction that also stores the cursor, under a row
 * lock: a kill loses at most the batch under way, and several processes share the work without doing it twice.
 *
 * @throws ConfigError `migrations_pending` when the SQL migration one belongs to is not applied; whatever a
 * batch throws, after that batch is rolled back.
 */
export async function runDataMigrations(
  pool: pg.Pool,
  migrations: readonly DataMigration[],
  options: DataMigrationOptions,
): Promise<DataMigrationStatus[]> {
  const applied = await readApplied(pool);
  for (const migration of migrations) {
    if (isReady(migration, applied)) continue;
    const { set, name, version } = migration;
    throw new ConfigError(
      'migrations_pending',
      `The data migration ${name} needs migration ${version} of ${set}. Run: opora migrate up.`,
    );
  }
  const results: DataMigrationStatus[] = [];
  for (const migration of migrations) {
    results.push(
      options.dryRun ? await rehearse(pool, migration, options) : await run(pool, migration, options),
    );
  }
  return results;
}

/**
 * Where each data migration stands. One without a row to change is done; one whose SQL migration is not applied has
 * no rows yet and is pending. Changes nothing.
 */
export async function dataMigrationStatus(
  pool: pg.Pool,
  migrations: readonly DataMigration[],
): Promise<DataMigrationStatus[]> {
  return withTransaction(
    pool,
    async (client) => {
      const applied = await readApplied(client);
      const result: DataMigrationStatus[] = [];
      for (const migration of migrations) {
        result.push(
          isReady(migration, applied) ? await readStatus(client, migration) : emptyStatus(migration),
        );
      }
      return result;
    },
    { readOnly: true },
  );
}

async function readStatus(client: pg.ClientBase, migration: DataMigration): Promise<DataMigrationStatus> {
  const status = await toStatus(client, migration, await readDataMigration(client, migration, false));
  return status.pending === 0 ? { ...status, state: 'done' } : status;
}

/** Whether the SQL migration that it belongs to is applied. */
const isReady = ({ set, version }: DataMigration, applied: readonly AppliedMigration[]): boolean =>
  applied.some((row) => row.set === set && row.version === version);

/**
 * Undoes a data migration with its `down`, batch by batch, and forgets it. An interrupted way down begins
 * again at the start, so `down` must bear seeing a row twice. Resolves with what was done; `pending` once stopped.
 *
 * @throws ConfigError `migration_irreversible` when it has no `down`.
 */
export async function revertDataMigration(
  pool: pg.Pool,
  migration: DataMigration,
  options: DataMigrationOptions & { readonly force?: boolean },
): Promise<DataMigrationStatus> {
  const { down, set, name } = migration;
  if (down === undefined) {
    throw new ConfigError('migration_irreversible', `The data migration ${name} has no way down.`);
  }
  const { force = false, batchSize = 500, dryRun = false, signal, onProgress } = options;
  let cursor: Json = null;
  let status: DataMigrationStatus = { ...emptyStatus(migration), state: 'running' };
  const runOne = async (client: pg.PoolClient): Promise<void> => {
    await openDataMigration(client, migration);
    await readDataMigration(client, migration, true);
    const result = await down(client, cursor, batchSize, { force });
    cursor = result.cursor;
    if (result.done) await forgetDataMigration(client, migration);
    status = addBatch(status, result, result.done ? 0 : await migration.countPending(client, cursor, 'down'));
    onProgress?.(status);
  };
  const isOver = (): boolean => status.state === 'done' || signal?.aborted === true;
  if (dryRun) {
    await rollBack(pool, async (client) => {
      while (!isOver()) await runOne(client);
    });
    return status;
  }
  while (!isOver()) await withTransaction(pool, runOne, { unlimited: true });
  options.logger.info({ set, name, updated: status.updated }, 'data migration undone');
  return status;
}

function addBatch(
  before: DataMigrationStatus,
  batch: DataMigrationBatch,
  pending: number,
): DataMigrationStatus {
  const updated = before.updated + batch.updated;
  const skipped = before.skipped + batch.skipped;
  const errors = before.errors + batch.errors.length;
  return {
    ...before,
    ...{ state: batch.done ? 'done' : 'running', updated, skipped, errors, pending },
    ...{ done: updated + skipped, total: updated + skipped + errors + pending },
    lastErrors: [...before.lastErrors, ...batch.errors].slice(-20),
  };
}

async function run(
  pool: pg.Pool,
  migration: DataMigration,
  options: DataMigrationOptions,
): Promise<DataMigrationStatus> {
  const { set, name } = migration;
  for (;;) {
    const work = (client: pg.PoolClient): Promise<DataMigrationStatus> =>
      runBatch(client, migration, options);
    const status = await withTransaction(pool, work, { unlimited: true });
    options.onProgress?.(status);
    if (status.state === 'done') {
      options.logger.info({ set, name, done: status.done, errors: status.errors }, 'data migration done');
      return status;
    }
    if (options.signal?.aborted) return status;
  }
}

async function runBatch(
  client: pg.PoolClient,
  migration: DataMigration,
  options: DataMigrationOptions,
): Promise<DataMigrationStatus> {
  await openDataMigration(client, migration);
  const before = await readDataMigration(client, migration, true);
  if (before === null || before.finished) return toStatus(client, migration, before);
  const result = await migration.batch(client, before.cursor, options.batchSize ?? 500);
  await saveBatch(client, migration, result);
  if (result.done) await finishDataMigration(client, migration);
  return toStatus(client, migration, await readDataMigration(client, migration, false));
}

async function rehearse(
  pool: pg.Pool,
  migration: DataMigration,
  options: DataMigrationOptions,
): Promise<DataMigrationStatus> {
  let status: DataMigrationStatus = emptyStatus(migration);
  await rollBack(pool, async (client) => {
    do {
      status = await runBatch(client, migration, options);
      options.onProgress?.(status);
    } while (status.state !== 'done' && !options.signal?.aborted);
  });
  return status;
}

/** Runs `work` in a transaction that is never committed. */
async function rollBack(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const rolledBack = new Error('rehearsal');
  const run = async (client: pg.PoolClient): Promise<void> => {
    await work(client);
    throw rolledBack;
  };
  await withTransaction(pool, run, { unlimited: true }).catch((error: unknown) => {
    if (error !== rolledBack) throw error;
  });
}

async function toStatus(
  client: pg.ClientBase,
  migration: DataMigration,
  row: DataMigrationRow | null,
): Promise<DataMigrationStatus> {
  const pending = row?.finished ? 0 : await migration.countPending(client, row?.cursor ?? null, 'up');
  if (row === null) return { ...emptyStatus(migration), total: pending, pending };
  const { updated, skipped, errors, lastErrors } = row;
  const done = updated + skipped;
  const state = row.finished ? 'done' : row.batches === 0 ? 'pending' : 'running';
  return {
    ...{ set: migration.set, name: migration.name, state, total: done + errors + pending },
    ...{ done, updated, skipped, pending, errors, lastErrors },
  };
}

function emptyStatus({ set, name }: DataMigration): DataMigrationStatus {
  const none = { total: 0, done: 0, updated: 0, skipped: 0, pending: 0, errors: 0 };
  return { set, name, state: 'pending', ...none, lastErrors: [] };
}
