import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { type Clock, sleep } from '../core/clock.ts';
import { ConfigError, describeError, TransientError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Meter } from '../core/meter.ts';
import { findExclusiveCommand } from '../postgres/database-use.ts';
import {
  type EmbeddedPostgres,
  findRunningServer,
  startEmbeddedPostgres,
} from '../postgres/embedded/index.ts';
import type { MigrationSet } from '../postgres/migrate/index.ts';
import { createPool } from '../postgres/pool.ts';
import {
  type CommandWait,
  type ProductLock,
  type ProductLockOptions,
  takeProductLock,
  waitForCommand,
} from '../postgres/product-lock.ts';
import type { Config } from './config.ts';
import type { BotPackage } from './definition.ts';
import { migrationsFolder } from './version.ts';

/** An open database, embedded or a server. */
export interface Storage {
  readonly kind: 'embedded' | 'server';
  readonly pool: pg.Pool;
  readonly connectionString: string;
  /** Null on a server. */
  readonly embedded: EmbeddedPostgres | null;
  close(): Promise<void>;
}

export interface StorageOptions {
  readonly config: Config;
  readonly applicationName: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Use the embedded database of a process that runs already, as commands beside it do. Default false. */
  readonly beside?: boolean;
  /** How long to wait for a server that does not answer yet. Default 60,000. */
  readonly waitMs?: number;
  /**
   * Set by a process of the product: it holds the database until it closes it, and waits for a command that has it to
   * itself.
   */
  readonly product?: Pick<ProductLockOptions, 'onReplaced' | 'onProgress'>;
}

/** Longest wait for statements under way when the pool is closed, ms. */
const poolEndMs = 2_000;

/**
 * Starts or reaches the database; waits a while for a server that is still coming up.
 * @throws ConfigError `database_unreachable` when it does not; at once the TerminalError that no wait cures. For a
 * process of the product `database_held`.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { config, clock, logger, meter } = options;
  const running =
    options.beside === true && config.databaseUrl === null
      ? await findRunningServer(databaseFolder(config))
      : null;
  const embedded =
    config.databaseUrl === null && running === null
      ? await startEmbeddedPostgres({ dataDirectory: databaseFolder(config), logger, clock })
      : null;
  const connectionString = embedded?.connectionString ?? running ?? toDriverUrl(config.databaseUrl ?? '');
  const pool = createPool({
    connectionString,
    max: config.databasePool,
    applicationName: options.applicationName,
    poolerMode: config.databasePooler,
    logger,
    meter,
  });
  let lock: ProductLock | null = null;
  const close = async (): Promise<void> => {
    // A statement that hangs must not keep the embedded server from its orderly shutdown, which ends it.
    await Promise.race([pool.end(), sleep(clock, poolEndMs)]);
    await lock?.release();
    await embedded?.stop();
  };
  try {
    await waitForDatabase(pool, options);
    lock = await holdForProduct(pool, connectionString, options);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kind: config.databaseUrl === null ? 'embedded' : 'server',
    pool,
    connectionString,
    embedded,
    close,
  };
}

/** Behind a transaction-mode pooler nothing can be held: a command is waited for, and finds this process by its name. */
async function holdForProduct(
  pool: pg.Pool,
  connectionString: string,
  { config, product, applicationName: name, clock, logger }: StorageOptions,
): Promise<ProductLock | null> {
  if (product === undefined) return null;
  const wait: CommandWait = { ...product, clock, logger };
  if (!config.databasePooler) return takeProductLock({ ...wait, ...product, connectionString, name });
  await waitForCommand(() => findExclusiveCommand(pool), wait);
  return null;
}

/** Folder of the embedded database. */
export const databaseFolder = (config: Config): string => join(resolve(config.dataDir), 'postgres');

/** The runtime's migrations and those of the bots that run. */
export function migrationSets(packages: readonly BotPackage[]): readonly MigrationSet[] {
  const own = packages.flatMap(({ bot }) =>
    bot.migrations === undefined ? [] : [{ name: bot.name, folder: bot.migrations }],
  );
  return [{ name: 'runtime', folder: migrationsFolder }, ...own.map(toSet)];
}

function toSet({ name, folder }: { readonly name: string; readonly folder: URL }): MigrationSet {
  return { name, folder: fileURLToPath(folder) };
}

/** SQLAlchemy-style addresses name a driver that is not ours. */
const toDriverUrl = (url: string): string => url.replace(/^(postgres(?:ql)?)\+[a-z0-9]+:/, '$1:');

async function waitForDatabase(
  pool: pg.Pool,
  { clock, logger, waitMs = 60_000 }: StorageOptions,
): Promise<void> {
  const until = clock.monotonic() + waitMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      // A wrong password stays wrong, however long one waits.
      if (!(error instanceof TransientError)) throw error;
      if (clock.monotonic() >= until) {
        throw new ConfigError(
          'database_unreachable',
          `The database was not to be had within ${Math.round(waitMs / 1000)} s: ${error.message} Check DATABASE_URL and that the server runs.`,
          { cause: error },
        );
      }
      logger.warn({ attempt, error: describeError(error) }, 'The database does not answer yet; waiting.');
      await sleep(clock, Math.min(2_000, 100 * 2 ** attempt));
    }
  }
}
