import pg from 'pg';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { TransientError } from '../core/errors.ts';
import { silentLogger } from '../core/logger.ts';
import { silentMeter } from '../core/meter.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withDatabaseAlone } from './database-use.ts';
import { createPool } from './pool.ts';
import { type ProductLock, type ProductLockOptions, takeProductLock } from './product-lock.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool(database);
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

const openPool = ({ connectionString }: TestDatabase): pg.Pool =>
  createPool({
    ...{ connectionString, applicationName: 'lock-test' },
    ...{ logger: silentLogger, meter: silentMeter },
  });

const hidden = ({ connectionString }: TestDatabase): string =>
  `${connectionString}${connectionString.includes('?') ? '&' : '?'}application_name=hidden`;

/** A lock of a process whose address gives it another name. */
async function take(options: Partial<ProductLockOptions> = {}): Promise<ProductLock> {
  const lock = await takeProductLock({
    ...{ connectionString: hidden(database), name: 'opora-web', clock: systemClock, logger: silentLogger },
    onReplaced: () => undefined,
    ...options,
  });
  onTestFinished(() => lock.release());
  return lock;
}

const runAlone = (command: string, work: () => Promise<string>): Promise<string> =>
  withDatabaseAlone(pool, { command, refuse: (users) => new Error(`used by ${users}`) }, work);

const attempt = (): Promise<string> =>
  runAlone('opora restore', () => Promise.resolve('done')).catch((error: Error) => error.message);

/** A command that is at work until it is let end. */
async function startCommand(command: string): Promise<() => Promise<string> | null> {
  let end = (): void => undefined;
  let running: Promise<string> | null = null;
  await new Promise<void>((started, fail) => {
    running = runAlone(command, async () => {
      started();
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return 'done';
    });
    running.catch(fail);
  });
  return () => {
    end();
    return running;
  };
}

interface Holder {
  readonly pid: number;
  readonly query: string;
}

/** The sessions of the processes that hold the database. */
const findHolders = async (): Promise<readonly Holder[]> =>
  (
    await pool.query<Holder>(
      `select pid, query from pg_stat_activity where pid in (
         select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock' and granted)
       and datname = current_database()`,
    )
  ).rows;

async function cutHolder(): Promise<number> {
  // From its first look on it knows the data.
  await expect.poll(async () => (await findHolders())[0]?.query).toContain('conversations');
  const [holder] = await findHolders();
  await pool.query('select pg_terminate_backend($1)', [holder?.pid]);
  return holder?.pid ?? 0;
}

describe('the lock of the product', () => {
  test('keeps commands out that want the database to themselves, until it is released', async () => {
    const web = await take();
    const worker = await take({ name: 'opora-worker' });
    expect(await attempt()).toBe('used by opora-web, opora-worker');
    await web.release();
    expect(await attempt()).toBe('used by opora-worker');
    await worker.release();
    await expect.poll(attempt).toBe('done');
  });

  test('is taken again when its connection is cut', async () => {
    await take();
    const before = await cutHolder();
    await expect.poll(async () => (await findHolders()).map(({ pid }) => pid !== before)).toEqual([true]);
    expect(await attempt()).toBe('used by opora-web');
  });

  test('waits for a command, and is refused by its name when that takes too long', async () => {
    const end = await startCommand('opora migrate down');
    await expect(take({ waitMs: 100 })).rejects.toMatchObject({
      ...{ code: 'database_held', message: expect.stringContaining('opora migrate down') },
    });
    const told: string[] = [];
    const taking = take({ onProgress: (message) => told.push(message) });
    await expect.poll(() => told).toEqual([expect.stringContaining('opora migrate down')]);
    expect(await findHolders()).toEqual([]);
    expect(await end()).toBe('done');
    await taking;
    expect(await attempt()).toBe('used by opora-web');
  });

  test('of a command keeps other commands out, and goes with its connection', async () => {
    const end = await startCommand('opora restore');
    expect(await attempt()).toBe('used by opora restore');
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'opora restore'`,
    );
    await take();
    // What it did is done.
    expect(await end()).toBe('done');
  });

  test('is that of one database', async () => {
    const other = await createTestDatabase();
    const lock = await take({ connectionString: other.connectionString });
    expect(await attempt()).toBe('done');
    await lock.release();
    await other.drop();
  });

  test('lost to a command ends the process', async () => {
    const told: string[] = [];
    await take({ onReplaced: ({ code, message }) => told.push(code, message) });
    const client = new pg.Client({
      connectionString: database.connectionString,
      application_name: 'opora restore',
    });
    await client.connect();
    const next = client.query('select pg_advisory_lock(1869639538, 1)');
    const waiting = `select 1 from pg_locks where not granted
      and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await pool.query(waiting)).rowCount).toBe(1);
    await cutHolder();
    await next;
    await expect.poll(() => told).toEqual(['database_replaced', expect.stringContaining('opora restore')]);
    await client.end();
  });

  test('taken again over other data ends the process', async () => {
    await pool.query('create table conversations ()');
    const told: string[] = [];
    await take({ onReplaced: ({ code, message }) => told.push(code, message) });
    await expect.poll(async () => (await findHolders())[0]?.query).toContain('conversations');
    await pool.query('drop table conversations; create table conversations ()');
    await cutHolder();
    await expect.poll(() => told[0]).toBe('database_replaced');
  });

  test('a server that cannot be reached is no command', async () => {
    const nowhere = take({ connectionString: 'postgres://nobody@127.0.0.1:1/none', waitMs: 100 });
    await expect(nowhere).rejects.toBeInstanceOf(TransientError);
  });
});
