import type pg from 'pg';

/** A row of `opora_migrations`: one migration that is applied. */
export interface AppliedMigration {
  readonly set: string;
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  readonly breaking: boolean;
  readonly appliedAt: Date;
  readonly durationMs: number | null;
}

/** Anything that runs a statement: a pool, or a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;

/** Key of the advisory lock that orders everything that changes the schema ("opora" in ASCII). */
const LOCK_KEY = '478560413281';

const CREATE_LEDGER = `
  create table if not exists opora_migrations (
    set_name    text        not null,
    version     integer     not null check (version > 0),
    name        text        not null,
    checksum    text        not null,
    breaking    boolean     not null,
    applied_at  timestamptz not null default now(),
    duration_ms integer,
    primary key (set_name, version)
  );
  create table if not exists opora_data_migrations (
    set_name    text        not null,
    name        text        not null,
    version     integer     not null,
    cursor      jsonb       not null default 'null',
    updated     bigint      not null default 0,
    skipped     bigint      not null default 0,
    errors      bigint      not null default 0,
    last_errors jsonb       not null default '[]',
    batches     bigint      not null default 0,
    started_at  timestamptz not null default now(),
    touched_at  timestamptz not null default now(),
    finished_at timestamptz,
    primary key (set_name, name)
  )`;

/**
 * Waits for the right to change the schema; it ends with the transaction, which also holds behind a pooler.
 * From then on a statement waits at most ten seconds for a lock: a waiting ALTER TABLE makes every later query of
 * that table wait behind it. Call in an `unlimited` transaction.
 */
export async function lockSchema(client: Queryable): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
  await client.query(`set local lock_timeout = '10s'`);
}

/** Creates the tables of the migrator where they are missing. Call under `lockSchema`. */
export async function createLedger(client: Queryable): Promise<void> {
  // Said only when something is created, so that a start does not fill the log with notices.
  if (!(await hasLedger(client))) await client.query(CREATE_LEDGER);
}

/** Whether any migration was ever run here. */
export async function hasLedger(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('opora_data_migrations') is not null as found`,
  );
  return rows[0]?.found === true;
}

/** Every applied migration, by set and version; none where there is no ledger. */
export async function readApplied(client: Queryable): Promise<AppliedMigration[]> {
  if (!(await hasLedger(client))) return [];
  const { rows } = await client.query<AppliedMigration>(
    `select set_name as "set", version, name, checksum, breaking, applied_at as "appliedAt",
            duration_ms as "durationMs"
       from opora_migrations order by set_name, version`,
  );
  return rows;
}

/** Records a migration before it runs; false when another process was first. */
export async function recordApplied(
  client: Queryable,
  migration: Pick<AppliedMigration, 'set' | 'version' | 'name' | 'checksum' | 'breaking'>,
): Promise<boolean> {
  const { set, version, name, checksum, breaking } = migration;
  const { rowCount } = await client.query(
    `insert into opora_migrations (set_name, version, name, checksum, breaking)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [set, version, name, checksum, breaking],
  );
  return rowCount === 1;
}

/** Notes how long a migration took. */
export async function recordDuration(
  client: Queryable,
  set: string,
  version: number,
  durationMs: number,
): Promise<void> {
  await client.query('update opora_migrations set duration_ms = $3 where set_name = $1 and version = $2', [
    ...[set, version, Math.round(durationMs)],
  ]);
}

/** Forgets a migration before its down file runs; false when another process was first. */
export async function forgetApplied(client: Queryable, set: string, version: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'delete from opora_migrations where set_name = $1 and version = $2',
    [set, version],
  );
  // Its data migrations must run again when it comes back.
  await client.query('delete from opora_data_migrations where set_name = $1 and version >= $2', [
    ...[set, version],
  ]);
  return rowCount === 1;
}

/** Identifies the transaction under way, to notice a file that ended it. */
export async function currentTransaction(client: Queryable): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id');
  return rows[0]?.id ?? '';
}
