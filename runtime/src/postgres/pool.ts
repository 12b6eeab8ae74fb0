import pg from 'pg';
import { describeError, InvariantError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Meter } from '../core/meter.ts';
import { isGivenUp, translateError } from './translate-error.ts';

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
   * instead. Of a server that does not answer at all, the client gives up 2 s later, on the pool and in a transaction.
   * A connection with a statement that was given up is closed.
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
  /**
   * Lifts the limits of its statements and of the time between them, on the server and on the client, for work that
   * takes as long as there is data. False by default: with a server that stands still such work waits for it.
   */
  readonly unlimited?: boolean;
}

const defaultTimeoutMs = 30_000;
/** What the server's own cancellation gets to arrive. */
const graceMs = 2_000;

const poolerPools = new WeakSet<pg.Pool>();
/** Clients in a transaction that has lifted its limits. */
const unlimitedClients = new WeakSet<pg.PoolClient>();

/**
 * A pool over `pg.Pool` whose errors are the runtime's (`translateError`), on the pool and on its clients, and
 * whose idle clients may die without harm. Gauges: `opora_database_pool_connections{state="busy"|"idle"}` and
 * `opora_database_pool_waiting`; counter `opora_database_pool_errors_total`. Nothing is contacted until the
 * first query. The creator calls `end()`.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { logger, meter, poolerMode = false, statementTimeoutMs = defaultTimeoutMs } = options;
  const limitMs = poolerMode || statementTimeoutMs === 0 ? statementTimeoutMs : statementTimeoutMs + graceMs;
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
    guardQueries(client, limitMs, poolerMode);
  });
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  Object.assign(pool, {
    query: (...args: unknown[]) => translated(query(...args)),
    connect: (...args: unknown[]) => translated(connect(...args)),
  });
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
  const { isolation = 'read committed', readOnly = false, unlimited = false } = options;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin isolation level ${isolation}${readOnly ? ' read only' : ''}`);
    if (unlimited) await liftLimits(client);
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
    unlimitedClients.delete(client);
    await client.query('rollback').catch((failure: unknown) => {
      // The state of the connection is unknown now: it must not go back into the pool.
      broken = translateError(failure);
    });
    // Streams (COPY) reject past the translation of the client; what `work` threw by itself is its own affair.
    throw error instanceof pg.DatabaseError ? translateError(error) : error;
  } finally {
    unlimitedClients.delete(client);
    client.release(broken);
  }
}

async function liftLimits(client: pg.PoolClient): Promise<void> {
  await client.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
  unlimitedClients.add(client);
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
    // PgBouncer refuses a connection that asks for settings it does not know: the limit is on our side alone.
    ...(poolerMode
      ? {}
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

/**
 * Promise-style queries reject with translated errors, and one that a frozen server or a dead line leaves without an
 * answer is given up after `limitMs` (0 for never), with its connection. Streams pass untouched.
 */
function guardQueries(client: pg.PoolClient, limitMs: number, unnamed: boolean): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const replacement = (first: unknown, ...rest: unknown[]): unknown => {
    const limited = unlimitedClients.has(client) ? first : withLimit(first, limitMs);
    return translated(query(unnamed ? withoutName(limited) : limited, ...rest), (error) => {
      // The driver goes on waiting for the answer: whatever is said next would wait behind it.
      if (isGivenUp(error)) void (client as unknown as pg.Client).end().catch(() => undefined);
    });
  };
  Object.assign(client, { query: replacement });
}

function withLimit(query: unknown, limitMs: number): unknown {
  if (limitMs === 0) return query;
  if (typeof query === 'string') return { text: query, query_timeout: limitMs };
  if (typeof query !== 'object' || query === null || 'submit' in query) return query;
  return { query_timeout: limitMs, ...query };
}

function translated(result: unknown, onError?: (error: unknown) => void): unknown {
  if (!(result instanceof Promise)) return result;
  return result.catch((error: unknown) => {
    onError?.(error);
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
