import pg from 'pg';
import { type Clock, type ClockTimer, sleep } from '../core/clock.ts';
import { ConfigError, describeError, TerminalError, TransientError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { tryUseDatabase } from './database-use.ts';
import { translateError } from './translate-error.ts';

/** What a process of the product waits with. */
export interface CommandWait {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long to wait for a command that has the database to itself. Default 60,000. */
  readonly waitMs?: number;
  /** Told of what is waited for. */
  readonly onProgress?: (message: string) => void;
}

/** Options of `takeProductLock`. */
export interface ProductLockOptions extends CommandWait {
  readonly connectionString: string;
  /** Shown in `pg_stat_activity` and to a command that is refused. */
  readonly name: string;
  /**
   * Called once when the data were replaced while the lock was lost, or are being replaced: what this process remembers
   * of them is wrong, and it has to end. TerminalError `database_replaced`.
   */
  readonly onReplaced: (error: TerminalError) => void;
}

/** The right of a process of the product to use its database. */
export interface ProductLock {
  release(): Promise<void>;
}

/** Time between two looks whether the connection and the data are the same, ms. */
const lookMs = 15_000;
const retryMs = 500;
const connectMs = 5_000;
const answerMs = 10_000;
/** What a graceful end of the connection gets, ms. */
const endMs = 500;

/**
 * Takes the database for a process of the product until `release`, on a connection of its own: `restore` and
 * `migrate down` are refused meanwhile. Waits while one of them has it. A connection that is lost is opened again, at
 * once and then every half second.
 *
 * @throws ConfigError `database_held` when the command has not ended in time; errors of the driver as `translateError`
 * names them.
 */
export async function takeProductLock(options: ProductLockOptions): Promise<ProductLock> {
  const keeper = createKeeper(options);
  try {
    await waitForCommand(keeper.open, options);
  } catch (error) {
    await keeper.release();
    throw error;
  }
  keeper.watch();
  return keeper;
}

/**
 * Asks `find` for the command that has the database to itself until there is none.
 * @throws ConfigError `database_held` when it has not ended in time; what `find` throws, trouble that passes at last.
 */
export async function waitForCommand(
  find: () => Promise<string | null>,
  { clock, logger, waitMs = 60_000, onProgress }: CommandWait,
): Promise<void> {
  const until = clock.monotonic() + waitMs;
  for (let told = false; ; await sleep(clock, retryMs)) {
    const isLate = clock.monotonic() >= until;
    const command = await find().catch((error: unknown) => {
      if (error instanceof TransientError && !isLate) return undefined;
      throw error;
    });
    if (command === null) return;
    if (command === undefined) continue;
    if (isLate) {
      throw new ConfigError(
        'database_held',
        `The database is in the hands of ${command}. Start again when that has ended.`,
      );
    }
    if (told) continue;
    logger.warn({ command }, 'A command has the database to itself; waiting.');
    onProgress?.(`waiting for ${command}, which has the database to itself`);
    told = true;
  }
}

interface Keeper extends ProductLock {
  /** Takes the lock on a new connection; resolves with the command that is in the way, or null. */
  open(): Promise<string | null>;
  /** From now on the connection is looked after. */
  watch(): void;
}

function createKeeper({ connectionString, name, clock, logger, onReplaced }: ProductLockOptions): Keeper {
  let client: pg.Client | null = null;
  /** The identity of a table that every restore makes anew. */
  let data: string | null = null;
  let timer: ClockTimer | null = null;
  let state: 'opening' | 'watching' | 'over' = 'opening';
  let looking = false;

  const open = async (): Promise<string | null> => {
    const next = new pg.Client({
      ...{ connectionString, application_name: name, keepAlive: true },
      ...{ connectionTimeoutMillis: connectMs, query_timeout: answerMs },
    });
    next.on('error', () => lose(next)).on('end', () => lose(next));
    try {
      await next.connect();
      // The address may name the application otherwise.
      await next.query(`select set_config('application_name', $1, false)`, [name]);
      const command = await tryUseDatabase(next);
      if (command === null && state !== 'over') client = next;
      return command;
    } catch (error) {
      throw translateError(error);
    } finally {
      if (client !== next) void next.end();
    }
  };

  const lose = (lost: pg.Client): void => {
    if (client !== lost) return;
    client = null;
    void lost.end();
    if (state !== 'watching') return;
    logger.warn({}, 'The connection that holds the database for this process was lost; opening another.');
    // A look that is under way fails by itself.
    if (!looking) lookIn(0);
  };

  const lookIn = (delayMs: number): void => {
    timer?.cancel();
    if (state === 'watching') timer = clock.after(delayMs, () => void look());
  };

  const look = async (): Promise<void> => {
    looking = true;
    try {
      const command = client === null ? await open() : null;
      if (command !== null) replaced(`${command} works on it`);
      else if (client !== null) await compareData(client);
      lookIn(client === null ? 0 : lookMs);
    } catch (error) {
      logger.debug({ error: describeError(error) }, 'The database is not held for this process.');
      if (client !== null) lose(client);
      lookIn(retryMs);
    } finally {
      looking = false;
    }
  };

  const compareData = async (current: pg.Client): Promise<void> => {
    const { rows } = await current.query<{ data: string | null }>(
      `select to_regclass('conversations')::oid::text as data`,
    );
    const found = rows[0]?.data ?? null;
    if (data !== null && found !== data) replaced('its tables are others');
    data ??= found;
  };

  const replaced = (how: string): void => {
    if (state !== 'watching') return;
    state = 'over';
    onReplaced(
      new TerminalError(
        'database_replaced',
        `The data of the database were replaced while its connection to this process was lost (${how}). What this process remembers of them is wrong: it has to start again.`,
      ),
    );
  };

  return {
    open,
    watch() {
      state = 'watching';
      lookIn(0);
    },
    async release() {
      state = 'over';
      timer?.cancel();
      const last = client;
      client = null;
      // A server that stands still does not say goodbye.
      if (last !== null) await Promise.race([last.end(), sleep(clock, endMs)]);
    },
  };
}
