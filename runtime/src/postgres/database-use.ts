import type pg from 'pg';
import { withTransaction } from './pool.ts';

/** Anything that runs a statement. */
type Queryable = Pick<pg.ClientBase, 'query'>;

/** Key of the advisory lock of a database of the product ("opor" in ASCII and a number). */
const key = '1869639538, 1';
const isOurLock = `locktype = 'advisory' and classid = 1869639538 and objid = 1 and objsubid = 2
  and database = (select oid from pg_database where datname = current_database())`;

/**
 * Takes the database for a process of the product, for as long as the session of `client` lives. Any number of
 * processes have it at once. Resolves with the command that is in the way, or null when it was taken.
 */
export async function tryUseDatabase(client: Queryable): Promise<string | null> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock_shared(${key}) as taken`,
  );
  if (rows[0]?.taken === true) return null;
  return (await findExclusiveCommand(client)) ?? 'a command that replaces its data';
}

/** The command that has the database to itself, by its name. Sees it also through a pooler. */
export async function findExclusiveCommand(client: Queryable): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity
     where pid in (select pid from pg_locks where ${isOurLock} and mode = 'ExclusiveLock' and granted)`,
  );
  return rows[0]?.name ?? null;
}

/** Options of `withDatabaseAlone`. */
export interface DatabaseAloneOptions {
  /** Its name, told to a product that starts meanwhile. */
  readonly command: string;
  /** The error for those that use the database: processes by the names of their roles, other commands by theirs. */
  readonly refuse: (users: string) => Error;
}

/**
 * Runs `work` while no process of the product uses the database: it is refused while one does, and one that starts
 * meanwhile waits. The lock is that of a transaction, which holds behind a pooler too, on a connection of `pool` of its
 * own: work that is under way when it is lost goes on.
 *
 * A product that takes no lock (behind a transaction-mode pooler, or of a version before it) is looked for once, by
 * `application_name`.
 */
export async function withDatabaseAlone<Result>(
  pool: pg.Pool,
  { command, refuse }: DatabaseAloneOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  let done: { readonly result: Result } | null = null;
  const hold = async (client: pg.PoolClient): Promise<Result> => {
    await client.query(`select set_config('application_name', $1, true)`, [command]);
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_xact_lock(${key}) as taken`,
    );
    const users = await findUsers(client);
    if (rows[0]?.taken !== true || users.length > 0) throw refuse(users.join(', ') || 'another process');
    done = { result: await work() };
    return done.result;
  };
  return withTransaction(pool, hold, { unlimited: true }).catch((error: unknown) => {
    // Nothing was to be committed but the lock: what was done is done.
    if (done !== null) return done.result;
    throw error;
  });
}

/** Who uses the database besides this connection: holders of the lock, and processes of the product by their names. */
async function findUsers(client: Queryable): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()
       and (application_name in ('opora-all', 'opora-web', 'opora-worker')
         or pid in (select pid from pg_locks where ${isOurLock} and granted))
     order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Rows of the product's own making (keys, heartbeats, the ledger of migrations) are no data. */
export async function hasData(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('keys', 'heartbeats') and table_name not like '%migrations'`,
  );
  for (const { name } of rows) {
    const found = await pool.query<{ some: boolean }>(`select exists (select 1 from ${name}) as some`);
    if (found.rows[0]?.some === true) return true;
  }
  return false;
}
