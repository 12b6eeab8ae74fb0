import { fileURLToPath } from 'node:url';
import { type Database, type Statement, silentLogger, silentMeter, type TurnWrite } from 'opora';
import { createPool, migrateUp, migrationsFolder } from 'opora/app';
import { createTestDatabase } from 'opora/testing';
import type pg from 'pg';
import { esm } from '../../src/index.ts';

/** A real database with every table of the bot. */
export interface EsmDatabase extends Database {
  readonly connectionString: string;
  readonly pool: pg.Pool;
  /** Runs the statements in one transaction, as the runtime does. */
  write(statements: readonly TurnWrite[]): Promise<void>;
  /** Runs SQL of the test. */
  run<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Creates a database and migrates it. */
export async function openEsmDatabase(): Promise<EsmDatabase> {
  const database = await createTestDatabase();
  const { connectionString } = database;
  const logger = silentLogger;
  const pool = createPool({ connectionString, applicationName: 'esm-test', logger, meter: silentMeter });
  const own = { name: 'esm', folder: fileURLToPath(esm.migrations as URL) };
  await migrateUp(pool, [{ name: 'runtime', folder: migrationsFolder }, own], { logger });
  const run = async <Row extends object>(sql: string, ...values: readonly unknown[]): Promise<Row[]> =>
    (await pool.query<Row>(sql, [...values])).rows;
  return {
    connectionString,
    pool,
    run,
    query: async <Row>({ sql, values }: Statement) => (await pool.query(sql, [...values])).rows as Row[],
    async write(statements) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        for (const { sql, values } of statements) await client.query(sql, [...values]);
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.end();
      await database.drop();
    },
  };
}
