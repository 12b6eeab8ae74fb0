import type pg from 'pg';
import { systemClock } from '../../core/clock.ts';
import { ConfigError, describeError, RuntimeError, TerminalError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { withTransaction } from '../pool.ts';
import {
  createLedger,
  currentTransaction,
  forgetApplied,
  lockSchema,
  readApplied,
  recordApplied,
  recordDuration,
} from './ledger.ts';
import { type Migration, type MigrationSet, readMigrationSet } from './migration-set.ts';
import { assertCompatible, findPending, findUndoable } from './schema-plan.ts';

/** One step, as it is planned or done. */
export interface MigrationStep {
  readonly set: string;
  readonly version: number;
  readonly name: string;
  readonly direction: 'up' | 'down';
  readonly breaking: boolean;
  /** Milliseconds it took; `null` when it was only planned, or another process did it first. */
  readonly durationMs: number | null;
}

/** Options common to both directions. */
export interface MigrateOptions {
  readonly logger: Logger;
  /** Only tells what would be done; touches nothing. */
  readonly dryRun?: boolean;
  /** Does everything in one transaction and rolls it back: proves that the files work on this very data. */
  readonly rehearse?: boolean;
  /** Called after each step with its place among all. */
  readonly onProgress?: (step: MigrationStep, index: number, total: number) => void;
}

export interface MigrateUpOptions extends MigrateOptions {
  /** The version at which a set stops; sets that are not named go to their newest. */
  readonly to?: Readonly<Record<string, number>>;
}

export interface MigrateDownOptions extends MigrateOptions {
  readonly set: string;
  /** The version that stays; 0 undoes everything. */
  readonly to: number;
}

type Direction = MigrationStep['direction'];

/**
 * Applies what is pending, each file in a transaction of its own that records the version first, under an
 * advisory lock: any number of processes may start together. Files that cannot run in a transaction (CREATE
 * INDEX CONCURRENTLY, VACUUM) are not supported.
 *
 * @throws ConfigError `migration_set_invalid`, `migration_changed`, `schema_too_new`.
 * @throws TerminalError `migration_failed` naming the file; it and what follows is not applied.
 * @throws TransientError `database_timeout` when a lock was not free for ten seconds; run it again.
 */
export async function migrateUp(
  pool: pg.Pool,
  sets: readonly MigrationSet[],
  options: MigrateUpOptions,
): Promise<MigrationStep[]> {
  const known = await readSets(sets);
  const applied = await readApplied(pool);
  assertCompatible(sets, known, applied);
  const pending = findPending(known, applied, options.to);
  if (options.dryRun) return pending.map((migration) => toStep(migration, 'up', null));
  if (options.rehearse) return rehearse(pool, pending, 'up', options);
  const prepare = async (client: pg.PoolClient): Promise<void> => {
    await lockSchema(client);
    await createLedger(client);
  };
  await withTransaction(pool, prepare, { unlimited: true });
  return runSteps(pool, pending, 'up', options);
}

/**
 * Undoes the migrations of one set above version `to`, newest first, each in its own transaction.
 *
 * @throws ConfigError `migration_unknown` when an applied file is not here, `migration_changed`,
 * `migration_set_unknown`. Otherwise as `migrateUp`.
 */
export async function migrateDown(
  pool: pg.Pool,
  sets: readonly MigrationSet[],
  options: MigrateDownOptions,
): Promise<MigrationStep[]> {
  const { set, to } = options;
  if (!sets.some(({ name }) => name === set)) {
    const names = sets.map(({ name }) => name).join(', ');
    throw new ConfigError('migration_set_unknown', `There is no migration set ${set}; there are: ${names}.`);
  }
  const known = await readSets(sets);
  const applied = await readApplied(pool);
  const undoable = findUndoable(known, applied, set, to);
  assertCompatible(sets, known, applied);
  if (options.dryRun) return undoable.map((migration) => toStep(migration, 'down', null));
  if (options.rehearse) return rehearse(pool, undoable, 'down', options);
  return runSteps(pool, undoable, 'down', options);
}

/**
 * Brings an empty schema to exactly the given versions inside the caller's `unlimited` transaction, for a restore that must
 * happen wholly or not at all. Sets that are not named stay empty.
 */
export async function migrateWithin(
  client: pg.PoolClient,
  sets: readonly MigrationSet[],
  versions: Readonly<Record<string, number>>,
): Promise<void> {
  await lockSchema(client);
  await createLedger(client);
  for (const migration of await readSets(sets)) {
    if (migration.version <= (versions[migration.set] ?? 0)) await runOne(client, migration, 'up');
  }
}

/** The migrations of all sets, in the order of the sets. */
export async function readSets(sets: readonly MigrationSet[]): Promise<Migration[]> {
  return (await Promise.all(sets.map(readMigrationSet))).flat();
}

async function runSteps(
  pool: pg.Pool,
  migrations: readonly Migration[],
  direction: Direction,
  options: MigrateOptions,
): Promise<MigrationStep[]> {
  const steps: MigrationStep[] = [];
  for (const [index, migration] of migrations.entries()) {
    const work = async (client: pg.PoolClient): Promise<number | null> => {
      await lockSchema(client);
      return runOne(client, migration, direction);
    };
    const durationMs = await withTransaction(pool, work, { unlimited: true });
    const step = toStep(migration, direction, durationMs);
    steps.push(step);
    options.logger.info({ ...step }, durationMs === null ? 'migration was done elsewhere' : 'migration done');
    options.onProgress?.(step, index + 1, migrations.length);
  }
  return steps;
}

/** Everything in one transaction, which a thrown marker rolls back. */
async function rehearse(
  pool: pg.Pool,
  migrations: readonly Migration[],
  direction: Direction,
  options: MigrateOptions,
): Promise<MigrationStep[]> {
  const steps: MigrationStep[] = [];
  const rolledBack = new Error('rehearsal');
  const work = async (client: pg.PoolClient): Promise<void> => {
    await lockSchema(client);
    await createLedger(client);
    for (const [index, migration] of migrations.entries()) {
      const step = toStep(migration, direction, await runOne(client, migration, direction));
      steps.push(step);
      options.onProgress?.(step, index + 1, migrations.length);
    }
    throw rolledBack;
  };
  await withTransaction(pool, work, { unlimited: true }).catch((error: unknown) => {
    if (error !== rolledBack) throw error;
  });
  return steps;
}

async function runOne(
  client: pg.PoolClient,
  migration: Migration,
  direction: Direction,
): Promise<number | null> {
  const { set, version } = migration;
  const first =
    direction === 'up' ? await recordApplied(client, migration) : await forgetApplied(client, set, version);
  if (!first) return null;
  const startedAt = systemClock.monotonic();
  const transaction = await currentTransaction(client);
  await client.query(migration[direction]).catch((cause: unknown) => {
    throw failed(migration, direction, cause);
  });
  if ((await currentTransaction(client)) !== transaction) {
    throw failed(migration, direction, new Error('it contains BEGIN, COMMIT or ROLLBACK'));
  }
  const durationMs = Math.round(systemClock.monotonic() - startedAt);
  if (direction === 'up') await recordDuration(client, set, version, durationMs);
  return durationMs;
}

/** Trouble that passes keeps its name; a faulty file is named with what the server says about its SQL. */
function failed(migration: Migration, direction: Direction, cause: unknown): RuntimeError {
  if (cause instanceof RuntimeError && cause.decision === 'transient') return cause;
  const reason = cause instanceof RuntimeError && cause.cause !== undefined ? cause.cause : cause;
  const file = migration.file.replace(/up\.sql$/, `${direction}.sql`);
  return new TerminalError(
    'migration_failed',
    `${file} failed and was rolled back: ${describeError(reason)}. Statements that cannot run in a transaction are not supported.`,
    { cause, context: { set: migration.set, version: migration.version } },
  );
}

function toStep(migration: Migration, direction: Direction, durationMs: number | null): MigrationStep {
  const { set, version, name, breaking } = migration;
  return { set, version, name, direction, breaking, durationMs };
}
