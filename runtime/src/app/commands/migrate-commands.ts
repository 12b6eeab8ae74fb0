import { systemClock } from '../../core/clock.ts';
import { ConfigError } from '../../core/errors.ts';
import { withDatabaseAlone } from '../../postgres/database-use.ts';
import {
  type DataMigration,
  type DataMigrationStatus,
  dataMigrationStatus,
  type MigrationStep,
  migrateDown,
  migrateUp,
  migrationStatus,
  revertDataMigration,
  runDataMigrations,
} from '../../postgres/migrate/index.ts';
import { createPostgresStore } from '../../postgres/postgres-store.ts';
import { readBeat } from '../../postgres/statements/health.ts';
import type { AppDefinition } from '../definition.ts';
import { backupBeat } from '../health-wiring.ts';
import { migrationSets } from '../storage.ts';
import { confirmLoss } from './confirm-loss.ts';
import { print, printJson, progress } from './output.ts';
import { type Session, withSession } from './session.ts';

export interface MigrateFlags {
  readonly dryRun?: boolean;
  readonly set?: string;
  readonly to?: string;
  /** Name of one data migration; nothing else is touched. */
  readonly only?: string;
  /** Rows a transaction of a data migration. */
  readonly batch?: string;
  /** On the way down of a data migration: what somebody has changed since goes too. */
  readonly force?: boolean;
  /** On the way down of the schema: what the database holds may go. */
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Age at which a backup is fresh enough to take away what people have made, ms. */
const freshMs = 3_600_000;

/** `opora migrate up`: the schema, then data migrations in batches. 1 when rows could not be changed. */
export async function runMigrateUp(definition: AppDefinition, flags: MigrateFlags): Promise<number> {
  const batchSize = readBatchSize(flags);
  return withSession(definition, async (session) => {
    const { storage, packages } = session;
    const chosen = chooseData(session, flags.only);
    const steps =
      flags.only === undefined
        ? await migrateUp(storage.pool, migrationSets(packages), stepOptions(session, flags))
        : [];
    // A rehearsal cannot build on schema changes that it did not make.
    const skipData = flags.dryRun === true && steps.length > 0;
    const options = dataOptions(session, flags, batchSize);
    const data = skipData ? [] : await runDataMigrations(storage.pool, chosen, options);
    if (flags.json === true) printJson({ steps, data: withCounts(chosen, data) });
    else printDone(flags.dryRun === true ? 'would apply' : 'applied', steps, data);
    return data.some((status) => status.errors > 0) ? 1 : 0;
  });
}

/** `opora migrate down --set NAME --to VERSION`, or `--only NAME` for one data migration. */
export async function runMigrateDown(definition: AppDefinition, flags: MigrateFlags): Promise<number> {
  const { only } = flags;
  if (only !== undefined) {
    const batchSize = readBatchSize(flags);
    return withSession(definition, (session) => undoData(session, only, flags, batchSize));
  }
  const target = readTarget(flags);
  return withSession(definition, (session) => undoSchema(session, target, flags));
}

/** What stays of a set. Read strictly: an empty text would be a 0, which undoes everything. */
function readTarget({ set, to, force }: MigrateFlags): { readonly set: string; readonly to: number } {
  if (force === true) {
    throw new ConfigError('migrate_usage', '--force belongs to the way down of one data migration: --only.');
  }
  if (set === undefined || to === undefined || !/^\d+$/.test(to)) {
    throw new ConfigError('migrate_usage', 'Say what stays: opora migrate down --set runtime --to 0');
  }
  return { set, to: Number(to) };
}

async function undoSchema(
  session: Session,
  target: { readonly set: string; readonly to: number },
  flags: MigrateFlags,
): Promise<number> {
  const { pool } = session.storage;
  const down = (dryRun: boolean): Promise<MigrationStep[]> =>
    migrateDown(pool, migrationSets(session.packages), {
      ...stepOptions(session, { dryRun }),
      ...target,
    });
  let steps = await down(true);
  if (flags.dryRun !== true && steps.length > 0) {
    const names = steps.map(({ set, version, name }) => `${set} ${version} ${name}`).join(', ');
    // Tables that go away under a running product fail its Turns.
    const alone = { command: 'opora migrate down', refuse: productRunning };
    const done = await withDatabaseAlone(pool, alone, async () =>
      (await confirmLoss(pool, `Undo ${names}, with what is in there?`, flags)) ? down(false) : null,
    );
    if (done === null) return 1;
    steps = done;
  }
  if (flags.json === true) printJson({ steps, data: [] });
  else printDone(flags.dryRun === true ? 'would undo' : 'undid', steps, []);
  return 0;
}

const productRunning = (users: string): ConfigError =>
  new ConfigError(
    'migration_product_running',
    `The product is running on this database (${users}). Stop it before tables are taken away.`,
  );

async function undoData(
  session: Session,
  only: string,
  flags: MigrateFlags,
  batchSize: number,
): Promise<number> {
  const { storage } = session;
  const chosen = chooseData(session, only);
  const { force = false, dryRun = false } = flags;
  if (force && !dryRun) await assertBackup(session);
  const options = { ...dataOptions(session, flags, batchSize), force };
  const data: DataMigrationStatus[] = [];
  for (const migration of chosen) data.push(await revertDataMigration(storage.pool, migration, options));
  if (flags.json === true) printJson({ steps: [], data: withCounts(chosen, data) });
  else {
    for (const { name, updated, skipped, errors } of data) {
      const rest = `${skipped} left as they were${errors === 0 ? '' : `, ${errors} errors`}`;
      print(`${dryRun ? 'would undo' : 'undid'} ${name}: ${updated} rows, ${rest}`);
    }
  }
  return data.some(({ errors }) => errors > 0) ? 1 : 0;
}

/** @throws ConfigError `migration_backup_missing` */
async function assertBackup({ storage }: Session): Promise<void> {
  const at = await readBeat(createPostgresStore({ pool: storage.pool }), backupBeat);
  if (at !== null && systemClock.now() - at <= freshMs) return;
  throw new ConfigError(
    'migration_backup_missing',
    'With --force goes what people have made since, and there is no backup of the last hour. Run: opora backup.',
  );
}

/** `opora migrate status`: 0 when everything is applied, else 1. */
export function runMigrateStatus(definition: AppDefinition, flags: MigrateFlags): Promise<number> {
  return withSession(definition, async (session) => {
    const { storage, packages } = session;
    const rows = flags.only === undefined ? await migrationStatus(storage.pool, migrationSets(packages)) : [];
    const chosen = chooseData(session, flags.only);
    const data = await dataMigrationStatus(storage.pool, chosen);
    if (flags.json === true) printJson({ schema: rows, data: withCounts(chosen, data) });
    else {
      for (const row of rows) {
        const when = row.appliedAt === null ? '' : `  ${row.appliedAt.toISOString()}`;
        const breaking = row.breaking ? ' (breaking)' : '';
        print(`${row.state.padEnd(8)} ${row.set} ${row.version} ${row.name}${breaking}${when}`);
      }
      for (const status of data) print(describeData(status));
    }
    const current = rows.every((row) => row.state === 'applied' || row.state === 'unknown');
    return current && data.every((status) => status.state === 'done') ? 0 : 1;
  });
}

function chooseData({ packages }: Session, only: string | undefined): readonly DataMigration[] {
  const all = packages.flatMap(({ dataMigrations }) => dataMigrations ?? []);
  if (only === undefined) return all;
  const chosen = all.filter(({ name }) => name === only);
  if (chosen.length === 0) {
    const names = all.map(({ name }) => name).join(', ') || 'none';
    throw new ConfigError('migrate_usage', `There is no data migration "${only}"; there are: ${names}.`);
  }
  return chosen;
}

function stepOptions({ observability }: Session, flags: MigrateFlags) {
  return {
    logger: observability.logger,
    dryRun: flags.dryRun === true,
    onProgress: (step: MigrationStep, index: number, total: number): void =>
      progress(`${index + 1}/${total} ${step.set} ${step.version} ${step.name}`),
  };
}

/** @throws ConfigError `migrate_usage` */
function readBatchSize({ batch = '500' }: MigrateFlags): number {
  if (/^[1-9]\d{0,8}$/.test(batch)) return Number(batch);
  throw new ConfigError('migrate_usage', '--batch must be a whole number of rows, for example 500.');
}

function dataOptions({ observability }: Session, flags: MigrateFlags, batchSize: number) {
  return {
    logger: observability.logger,
    dryRun: flags.dryRun === true,
    batchSize,
    onProgress: (status: DataMigrationStatus): void => progress(describeData(status)),
  };
}

/** Each status with the counts in the words of its migration. */
const withCounts = (
  migrations: readonly DataMigration[],
  data: readonly DataMigrationStatus[],
): readonly object[] =>
  data.map((status) => ({
    ...status,
    ...migrations.find(({ set, name }) => set === status.set && name === status.name)?.countsOf?.(status),
  }));

const describeData = ({ set, name, state, total, done, errors }: DataMigrationStatus): string =>
  `${state.padEnd(8)} ${set} ${name}: ${done} of ${total} rows${errors === 0 ? '' : `, ${errors} errors`}`;

function printDone(
  verb: string,
  steps: readonly MigrationStep[],
  data: readonly DataMigrationStatus[],
): void {
  for (const step of steps) print(`${verb} ${step.set} ${step.version} ${step.name}`);
  for (const status of data) print(describeData(status));
  if (steps.length + data.length === 0) print('Nothing to do: the schema is current.');
}
