import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, silentMeter, systemClock } from 'opora';
import { createPool, migrateUp, migrationsFolder, startEmbeddedPostgres, withDatabase } from 'opora/app';
import type pg from 'pg';

/** An empty, migrated database of one measure. */
export interface BenchDatabase {
  readonly connectionString: string;
  drop(): Promise<void>;
}

/** The server that the databases are made on. */
export interface BenchServer {
  readonly kind: 'embedded' | 'server';
  readonly connectionString: string;
  /** Process that the server's own belong to; null when it is not ours. */
  readonly pid: number | null;
  createDatabase(): Promise<BenchDatabase>;
  /** Stops an embedded server and removes its folder. */
  close(): Promise<void>;
}

/**
 * Opens the server named, or starts an embedded one with the product's settings in a temporary folder;
 * `forPeers` lets it take the connections that other systems open.
 */
export async function openServer(databaseUrl: string | null, forPeers = false): Promise<BenchServer> {
  if (databaseUrl !== null)
    return { ...serverOn(databaseUrl, 'server'), pid: null, close: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'opora-bench-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const embedded = await startEmbeddedPostgres({
      dataDirectory: folder,
      logger: silentLogger,
      clock: systemClock,
      ...(forPeers ? { settings: { max_connections: '150' } } : {}),
    });
    const close = async (): Promise<void> => {
      await embedded.stop();
      await remove();
    };
    return { ...serverOn(embedded.connectionString, 'embedded'), pid: embedded.pid, close };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A pool of the benchmark's own, for preparing and checking. */
export function openPool(connectionString: string, max = 2): pg.Pool {
  return createPool({
    connectionString,
    max,
    applicationName: 'opora-bench',
    logger: silentLogger,
    meter: silentMeter,
    statementTimeoutMs: 0,
  });
}

/** Runs `work` with a pool that is closed afterwards. */
export async function withPool<Result>(
  connectionString: string,
  work: (pool: pg.Pool) => Promise<Result>,
): Promise<Result> {
  const pool = openPool(connectionString);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

function serverOn(connectionString: string, kind: BenchServer['kind']): Omit<BenchServer, 'close' | 'pid'> {
  return {
    kind,
    connectionString,
    async createDatabase() {
      const name = `opora_bench_${process.pid}_${randomBytes(3).toString('hex')}`;
      await withPool(connectionString, (pool) => pool.query(`create database ${name}`));
      const own = withDatabase(connectionString, name);
      await withPool(own, (pool) =>
        migrateUp(pool, [{ name: 'runtime', folder: migrationsFolder }], { logger: silentLogger }),
      );
      const drop = async (): Promise<void> => {
        await withPool(connectionString, (pool) =>
          pool.query(`drop database if exists ${name} with (force)`),
        );
      };
      return { connectionString: own, drop };
    },
  };
}
