import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { EngineStore } from '../contracts/store.ts';
import { systemClock } from '../core/clock.ts';
import { silentLogger } from '../core/logger.ts';
import { silentMeter } from '../core/meter.ts';
import { migrateUp } from '../postgres/migrate/index.ts';
import { createPool } from '../postgres/pool.ts';
import { createPostgresStore } from '../postgres/postgres-store.ts';
import type { StoreSubject } from './conformance/subject.ts';
import { createTestDatabase } from './test-database.ts';

const migrations = fileURLToPath(new URL('../../migrations', import.meta.url));

/** A migrated database of one test file. */
export interface EngineDatabase {
  readonly connectionString: string;
  readonly pool: pg.Pool;
  /** A pool of its own, as another process would have; ended by `close`. */
  openPool(max?: number): pg.Pool;
  /** Empties every table of the engine. */
  clear(): Promise<void>;
  /** Moves every stored time `ms` into the past: for the database, time has passed. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Makes a database with the engine's tables and a table `notes` of a bot. */
export async function createEngineDatabase(): Promise<EngineDatabase> {
  const database = await createTestDatabase();
  const pools: pg.Pool[] = [];
  const openPool = (max = 4): pg.Pool => {
    const pool = createPool({
      connectionString: database.connectionString,
      applicationName: 'opora-test',
      max,
      logger: silentLogger,
      meter: silentMeter,
    });
    pools.push(pool);
    return pool;
  };
  const pool = openPool();
  await migrateUp(pool, [{ name: 'runtime', folder: migrations }], { logger: silentLogger });
  await pool.query('create table notes (value text not null)');
  const shift = await buildShift(pool);
  return {
    connectionString: database.connectionString,
    pool,
    openPool,
    clear: async () => {
      await pool.query(
        'truncate conversations, conversation_names, updates, turns, steps, deliveries, timers, dead_letters, erasures, erased_updates, notes',
      );
    },
    advance: async (ms) => {
      for (const text of shift) await pool.query(text, [ms]);
    },
    close: async () => {
      await Promise.all(pools.map((each) => each.end()));
      await database.drop();
    },
  };
}

async function buildShift(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ table: string; columns: string[] }>(
    `select c.table_name as table, array_agg(c.column_name::text) as columns from information_schema.columns c
     where c.table_schema = 'public' and c.data_type = 'timestamp with time zone'
       and c.table_name in ('conversations', 'updates', 'turns', 'steps', 'deliveries', 'timers', 'dead_letters',
         'erasures', 'erased_updates')
     group by c.table_name order by c.table_name`,
  );
  return rows.map(({ table, columns }) => {
    const sets = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`);
    return `update ${table} set ${sets.join(', ')}`;
  });
}

/** An empty store on `database` for one behaviour of the conformance suite. */
export async function createPostgresSubject(database: EngineDatabase): Promise<StoreSubject> {
  const { pool } = database;
  await database.clear();
  const openStore = (): EngineStore => createPostgresStore({ pool });
  const list = async <Row extends pg.QueryResultRow>(text: string): Promise<readonly Row[]> =>
    (await pool.query<Row>(text)).rows;
  return {
    store: openStore(),
    another: openStore,
    advance: database.advance,
    now: () => systemClock.now(),
    count: async (table) => (await list<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n ?? 0,
    deadLetters: () => list('select kind, reason from dead_letters order by id'),
    writes: {
      insert: (value) => `insert into notes values ('${value}')`,
      read: async () => (await list<{ value: string }>('select value from notes')).map(({ value }) => value),
    },
    close: () => Promise.resolve(),
  };
}
