import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { systemClock } from '../../core/clock.ts';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../postgres/embedded/index.ts';
import { migrateUp } from '../../postgres/migrate/index.ts';
import { createPool } from '../../postgres/pool.ts';
import { migrationsFolder } from '../version.ts';

/** The database under torture. */
export interface TortureDatabase {
  readonly connectionString: string;
  /** For the judge. */
  readonly pool: pg.Pool;
  /** The server is ours to stop. */
  readonly restartable: boolean;
  /** Cuts every connection of the children from the server's side. */
  terminateBackends(): Promise<void>;
  /** Stops the server in order (`SIGINT`) or not; resolves when it runs again. */
  restart(signal: 'SIGINT' | 'SIGKILL'): Promise<void>;
  /** Where it is found when it is kept: a server's database, or the folder of an embedded one. */
  readonly place: string;
  /** Drops the database, or keeps it for inspection. */
  close(keep: boolean): Promise<void>;
}

const terminate = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'opora-torture'`;

/** Makes a migrated database: on the server named, or on an embedded one of its own. */
export async function openTortureDatabase(databaseUrl: string | undefined): Promise<TortureDatabase> {
  const home = databaseUrl === undefined ? await openEmbedded() : await openOnServer(databaseUrl);
  const { connectionString } = home;
  const pool = openPool(connectionString);
  await migrateUp(pool, [{ name: 'runtime', folder: migrationsFolder }], { logger: silentLogger });
  // No key on purpose: a write that happens twice must be seen twice.
  await pool.query('create table torture_writes (conversation text not null, number integer not null)');
  return {
    connectionString,
    place: home.place,
    pool,
    restartable: home.server !== null,
    async terminateBackends() {
      await pool.query(terminate);
    },
    async restart(signal) {
      if (home.server === null) return;
      await restartServer(home.server, signal);
      // A crash forgets how much was written since the last ANALYZE; killed often enough, no table would ever have one.
      if (signal === 'SIGKILL') await pool.query('analyze');
    },
    async close(keep) {
      await pool.end();
      await home.close(keep);
    },
  };
}

interface Home {
  readonly connectionString: string;
  readonly place: string;
  readonly server: EmbeddedPostgres | null;
  close(keep: boolean): Promise<void>;
}

async function openEmbedded(): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'opora-torture-'));
  const server = await startEmbeddedPostgres({
    dataDirectory: folder,
    logger: silentLogger,
    clock: systemClock,
    settings: { max_connections: '100' },
  });
  return {
    connectionString: server.connectionString,
    place: folder,
    server,
    async close(keep) {
      await server.stop();
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openOnServer(databaseUrl: string): Promise<Home> {
  const name = `opora_torture_${process.pid}_${systemClock.now().toString(36)}`;
  await runOnce(databaseUrl, `create database ${name}`);
  return {
    connectionString: databaseUrl.replace(/^([a-z]+:\/\/[^/]*)\/[^?]*/, `$1/${name}`),
    place: name,
    server: null,
    async close(keep) {
      if (!keep) await runOnce(databaseUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

function restartServer(server: EmbeddedPostgres, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = server.onRestart(() => {
      unsubscribe();
      resolve();
    });
    process.kill(server.pid, signal);
  });
}

async function runOnce(connectionString: string, sql: string): Promise<void> {
  const pool = openPool(connectionString);
  await pool.query(sql).finally(() => pool.end());
}

function openPool(connectionString: string): pg.Pool {
  return createPool({
    connectionString,
    applicationName: 'opora-torture-judge',
    logger: silentLogger,
    meter: silentMeter,
    max: 2,
    statementTimeoutMs: 300_000,
  });
}
