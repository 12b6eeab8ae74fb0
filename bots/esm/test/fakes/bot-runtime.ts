import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, type Statement, silentLogger, silentMeter, systemClock } from 'opora';
import type { BotRuntime } from 'opora/app';
import { createTestDatabase } from 'opora/testing';
import pg from 'pg';
import { esm } from '../../src/index.ts';

/** A clock that stands at noon of 21 November 2026 but measures and waits as the machine's does. */
export const noon: Clock = { ...systemClock, now: () => Date.UTC(2026, 10, 21, 12) };

/** A runtime on a database of its own with the bot's tables. */
export interface TestRuntime extends BotRuntime {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Makes a database, brings it up to the bot's newest migration, and a folder for files. */
export async function createTestRuntime(clock: Clock = systemClock): Promise<TestRuntime> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 4 });
  // Dropping the database cuts the connections that are still open.
  pool.on('error', () => undefined);
  const folder = new URL(esm.migrations ?? '');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.up.sql')).sort();
  for (const name of names) await pool.query(await readFile(new URL(name, folder), 'utf8'));
  const files = await mkdtemp(join(tmpdir(), 'opora-esm-'));
  const run = async (client: pg.Pool | pg.PoolClient, { name, sql, values }: Statement) =>
    client.query({ name, text: sql, values: [...values] });
  return {
    ...{ clock, logger: silentLogger, meter: silentMeter, pool, settings: {}, isDemo: true },
    ...{ url: 'http://localhost:3000', telegramUrl: null, files: () => Promise.resolve(files) },
    database: {
      query: async <Row>(statement: Statement) => (await run(pool, statement)).rows as Row[],
    },
    intake: { accept: () => Promise.reject(new Error('no Conversation here')) },
    isOperator: () => false,
    async write(statements) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        for (const statement of statements) {
          const { rowCount } = await run(client, statement);
          const { expectedRows } = statement;
          if (expectedRows !== undefined && rowCount !== expectedRows)
            throw new Error(`${statement.name}: ${rowCount}`);
        }
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.end();
      await database.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
}
