import pg from 'pg';
import { describeError, InvariantError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Meter } from '../core/meter.ts';
import { translateError } from './translate-error.ts';

/** Options of `createPool`. */
export interface PoolOptions {
  readonly connectionString: string;
  /** Most connections held at once; 6 by default, which serves 64 and more Turns in flight. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly logger: Logger;
  readonly meter: Meter;
  /**
   * For a transaction-mode pooler (PgBouncer) between us and the server: statements are not named and no
   * session setting is made. Off by default. Whoever wants to LISTEN asks `isPoolerMode` first.
   */
  readonly poolerMode?: boolean;
  /**
   * The server cancels a statement after this; 30,000 by default, 0 for never. In pooler mode the client gives up
   * instead. Of a server that does not answer at all, the client gives up a statement on the pool 2 s later; one in a
   * transaction may have lifted the limit and is waited for.
   */
  readonly statementTimeoutMs?: number;
  /** How long to wait for a free or new connection; 5,000 by default. */
  readonly connectTimeoutMs?: number;
}

/** How `withTransaction` runs its work. */
export interface TransactionOptions {
  /** `read committed` by default. */
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
}

const defaultTimeoutMs = 30_000;
/** What the server's own cancellation gets to arrive. */
const graceMs = 2_000;

const poolerPools = new WeakSet<pg.Pool>();

/**
 * A pool over `pg.Pool` whose errors are the runtime's (`translateError`), on the pool and on its clients, and
 * whose idle clients may die without harm. Gauges: `opora_database_pool_connections{state="busy"|"idle"}` and
 * `opora_database_pool_waiting`; counter `opora_database_pool_errors_total`. Nothing is contacted until the
 * first query. The creator calls `end()`.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { logger, meter, poolerMode = false } = options;
  const countError = (): void => meter.count('opora_database_pool_errors_total');
  const pool = new pg.Pool({ ...toConfig(options, poolerMode), Client: watchOpening(countError) });
  if (poolerMode) poolerPools.add(pool);
  pool.on('error', (error) => {
    // `end()` does not wait for its sockets: a server that stops right after it still cuts some. Nothing is lost.
    if (pool.ending) return;
    logger.warn({ error: describeError(translateError(error)) }, 'an idle database connection was lost');
  });
  // A client reports its loss to itself, idle or out of the pool; a query on it rejects as well, so nothing is hidden.
  pool.on('connect', (client) => {
    client.on('error', () => {
      if (!pool.ending) countError();
    });
    translateQueries(client, poolerMode);
  });
  limitQueries(pool, poolerMode ? 0 : (options.statementTimeoutMs ?? defaultTimeoutMs));
  translateQueries(pool, false);
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  Object.assign(pool, { connect: (...args: unknown[]) => translated(connect(...args)) });
  publishGauges(pool, meter);
  return pool;
}

/** Whether `pool` stands before a transaction-mode pooler, where LISTEN and named statements do not work. */
export function isPoolerMode(pool: pg.Pool): boolean {
  return poolerPools.has(pool);
}

/**
 * Runs `work` in one transaction on one connection: commits when it resolves, rolls back when it rejects and
 * rethrows its error. Never retries; hold no model call inside. A connection lost during the commit itself
 * leaves open whether it happened: work that is repeated after a `TransientError` must be idempotent or fenced.
 *
 * @throws InvariantError `transaction_aborted` when `work` swallowed a failed statement, so that the server
 * rolled back where a commit was asked for. Errors of the driver as `translateError` names them.
 */
export async function withTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const { isolation = 'read committed', readOnly = false } = options;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin isolation level ${isolation}${readOnly ? ' read only' : ''}`);
    const result = await work(client);
    const { command } = await client.query('commit');
    if (command === 'ROLLBACK') {
      throw new InvariantError(
        'transaction_aborted',
        'The transaction was rolled back at its commit: a statement in it had failed and the error was swallowed.',
      );
    }
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      // The state of the connection is unknown now: it must not go back into the pool.
      broken = translateError(failure);
    });
    // Streams (COPY) reject past the translation of the client; what `work` threw by itself is its own affair.
    throw error instanceof pg.DatabaseError ? translateError(error) : error;
  } finally {
    client.release(broken);
  }
}

function toConfig(options: PoolOptions, poolerMode: boolean): pg.PoolConfig {
  const { connectionString, max = 6, applicationName, statementTimeoutMs = defaultTimeoutMs } = options;
  return {
    connectionString,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // PgBouncer refuses a connection that asks for settings it does not know, so the limit moves to our side.
    ...(poolerMode
      ? { query_timeout: statementTimeoutMs }
      : { statement_timeout: statementTimeoutMs, idle_in_transaction_session_timeout: 60_000 }),
  };
}

/** The driver's client; one that cannot be opened tells it to whoever waits for it and to nobody else. */
function watchOpening(onFailure: () => void): typeof pg.Client {
  return class extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<pg.Client> | undefined {
      if (callback === undefined) return super.connect();
      super.connect((error: Error | null) => {
        if (error) onFailure();
        callback(error as Error);
      });
      return undefined;
    }
  };
}

/** Gives up statements of the pool itself that a frozen server or a dead line leaves without an answer. */
function limitQueries(pool: pg.Pool, timeoutMs: number): void {
  if (timeoutMs === 0) return;
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  const limited = (first: unknown): unknown => {
    if (typeof first === 'string') return { text: first, query_timeout: timeoutMs + graceMs };
    if (typeof first !== 'object' || first === null || 'submit' in first) return first;
    return { ...first, query_timeout: timeoutMs + graceMs };
  };
  Object.assign(pool, { query: (first: unknown, ...rest: unknown[]) => query(limited(first), ...rest) });
}

/** Promise-style queries reject with translated errors; callback-style ones and streams pass untouched. */
function translateQueries(target: pg.Pool | pg.PoolClient, unnamed: boolean): void {
  const query = target.query.bind(target) as (...args: unknown[]) => unknown;
  const replacement = (first: unknown, ...rest: unknown[]): unknown =>
    translated(query(unnamed ? withoutName(first) : first, ...rest));
  Object.assign(target, { query: replacement });
}

function translated(result: unknown): unknown {
  if (!(result instanceof Promise)) return result;
  return result.catch((error: unknown) => {
    throw translateError(error);
  });
}

/** A named statement lives on one server connection; behind a pooler the next call may get another. */
function withoutName(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || !('name' in query) || 'submit' in query) return query;
  const { name: _name, ...unnamed } = query;
  return unnamed;
}

function publishGauges(pool: pg.Pool, meter: Meter): void {
  let due = false;
  const publish = (): void => {
    due = false;
    meter.gauge('opora_database_pool_connections', pool.totalCount - pool.idleCount, { state: 'busy' });
    meter.gauge('opora_database_pool_connections', pool.idleCount, { state: 'idle' });
    meter.gauge('opora_database_pool_waiting', pool.waitingCount);
  };
  // The pool speaks before it has moved the client, and often: one look when it has finished is enough.
  const schedule = (): void => {
    if (!due) queueMicrotask(publish);
    due = true;
  };
  for (const event of ['connect', 'acquire', 'release', 'remove'] as const) pool.on(event, schedule);
}
