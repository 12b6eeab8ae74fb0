import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sleep, systemClock } from '../core/clock.ts';
import { RuntimeError } from '../core/errors.ts';
import { silentLogger } from '../core/logger.ts';
import { type Labels, silentMeter } from '../core/meter.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createPool, isPoolerMode, type PoolOptions, withTransaction } from './pool.ts';
import { translateError } from './translate-error.ts';

let database: TestDatabase;
const pools: pg.Pool[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await openPool().query('create table word (id int primary key, text text not null)');
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

function openPool(options: Partial<PoolOptions> = {}): pg.Pool {
  const pool = createPool({
    connectionString: database.connectionString,
    ...{ applicationName: 'pool-test', logger: silentLogger, meter: silentMeter },
    ...options,
  });
  pools.push(pool);
  return pool;
}

const asUser = (url: string, user: string): string => url.replace(/\/\/[^@/]*@/, `//${user}@`);

const withTls = (url: string): string => `${url}${url.includes('?') ? '&' : '?'}sslmode=require`;
const inNoDatabase = (url: string): string => url.replace(database.name, 'gone');

async function killBackends(name: string): Promise<void> {
  await openPool().query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [name],
  );
}

describe('a pool', () => {
  test('survives the loss of idle connections and counts each once, as it does refused openings', async () => {
    const counted: string[] = [];
    const meter = { ...silentMeter, count: (name: string) => counted.push(name) };
    const errors = (): number => counted.filter((name) => name === 'opora_database_pool_errors_total').length;
    const pool = openPool({ applicationName: 'victim', meter });
    await Promise.all([pool.query('select pg_sleep(0.05)'), pool.query('select pg_sleep(0.05)')]);
    await killBackends('victim');
    await expect.poll(() => pool.totalCount).toBe(0);
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(errors()).toBe(2);
    const nowhere = openPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', meter });
    await expect(nowhere.query('select 1')).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(nowhere.connect()).rejects.toMatchObject({ code: 'database_unavailable' });
    expect(errors()).toBe(4);
  });

  test('says nothing of connections that the server cuts when the pool ends', async () => {
    const said: string[] = [];
    const clients: pg.PoolClient[] = [];
    const pool = createPool({
      ...{ connectionString: database.connectionString, applicationName: 'pool-test', meter: silentMeter },
      logger: { ...silentLogger, warn: (_fields, message) => said.push(message) },
    });
    pool.on('connect', (client) => clients.push(client));
    await Promise.all([pool.query('select pg_sleep(0.05)'), pool.query('select pg_sleep(0.05)')]);
    const ended = pool.end();
    for (const client of clients) client.emit('error', new Error('terminating connection'));
    await ended;
    expect(clients).toHaveLength(2);
    expect(said).toEqual([]);
  });

  test('a connection cut under a statement is transient, inside a transaction too', async () => {
    const pool = openPool({ applicationName: 'cut' });
    const slow = pool.query('select pg_sleep(10)');
    const inside = withTransaction(pool, (client) => client.query('select pg_sleep(10)'));
    const both = Promise.allSettled([slow, inside]);
    await sleep(systemClock, 200);
    await killBackends('cut');
    for (const result of await both) {
      expect(result).toMatchObject({ reason: { code: 'database_unavailable', decision: 'transient' } });
    }
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('names what may be tried again and what may not', async () => {
    const pool = openPool({ statementTimeoutMs: 100 });
    await pool.query(`insert into word values (1, 'один')`);
    await expect(pool.query(`insert into word values (1, 'тайна')`)).rejects.toMatchObject({
      ...{ code: 'database_constraint', decision: 'terminal' },
      context: { sqlState: '23505', constraint: 'word_pkey', table: 'word' },
    });
    await expect(pool.query('select pg_sleep(5)')).rejects.toMatchObject({
      ...{ code: 'database_timeout', decision: 'transient' },
    });
    await expect(pool.query(`select '\u0000'::text`)).rejects.toBeInstanceOf(RuntimeError);
    await expect(pool.query('select * from nothing')).rejects.toMatchObject({
      code: 'database_schema_missing',
    });
    const nowhere = openPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    await expect(nowhere.query('select 1')).rejects.toMatchObject({
      ...{ code: 'database_unavailable', message: 'The database cannot be reached (ECONNREFUSED).' },
    });
    await expect(withTransaction(nowhere, async () => 1)).rejects.toMatchObject({ decision: 'transient' });
  });

  test.each<[what: string, change: (url: string) => string, code: string, message: string]>([
    ['TLS is not there', withTls, 'database_tls_failed', 'offers none'],
    ['no such database', inNoDatabase, 'database_access_refused', 'no database of that name'],
    ['no such user', (url) => asUser(url, 'nobody'), 'database_access_refused', 'refused the login'],
  ])('says why it is not let in: %s', async (_what, change, code, message) => {
    const pool = openPool({ connectionString: change(database.connectionString) });
    await expect(pool.query('select 1')).rejects.toMatchObject({
      ...{ code, decision: 'terminal', message: expect.stringContaining(message) },
    });
  });

  test.each([
    ['08P01', 'unsupported startup parameter: statement_timeout', 'database_pooler_unset', 'terminal'],
    ['08P01', 'query_wait_timeout', 'database_unavailable', 'transient'],
  ])('points from a pooler to its setting: %s %s', (state, text, code, decision) => {
    const told = translateError(Object.assign(new pg.DatabaseError(text, 0, 'error'), { code: state }));
    expect(told).toMatchObject({
      ...{ code, decision, message: expect.stringContaining('OPORA_DATABASE_POOLER') },
    });
  });

  test('names the right that a user lacks', async () => {
    await openPool().query('create role guest_of_test login; revoke create on schema public from public');
    const guest = openPool({ connectionString: asUser(database.connectionString, 'guest_of_test') });
    await expect(guest.query('create table own (id int)')).rejects.toMatchObject({
      message: expect.stringContaining('CREATE on schema public'),
    });
    await openPool().query('drop role guest_of_test');
  });

  test('gives up a statement that the server neither answers nor cancels', async () => {
    const pool = openPool({ max: 1, statementTimeoutMs: 100 });
    await pool.query('set statement_timeout = 0');
    await expect(pool.query('select pg_sleep($1)', [30])).rejects.toMatchObject({
      ...{ code: 'database_timeout', decision: 'transient' },
    });
  });

  test.each([false, true])('lets work without limits take its time (pooler mode: %s)', async (poolerMode) => {
    const pool = openPool({ max: 1, statementTimeoutMs: 100, poolerMode });
    const sleepLong = (client: pg.PoolClient) => client.query('select pg_sleep(2.5), 1 as one');
    expect((await withTransaction(pool, sleepLong, { unlimited: true })).rows).toMatchObject([{ one: 1 }]);
    await expect(withTransaction(pool, sleepLong)).rejects.toMatchObject({ code: 'database_timeout' });
    await expect(pool.query('select pg_sleep(5)')).rejects.toMatchObject({ code: 'database_timeout' });
  });

  test('a deadlock is transient for its victim', async () => {
    const pool = openPool();
    await pool.query(`insert into word values (11, 'a'), (12, 'b')`);
    const step = async (first: number, second: number): Promise<unknown> =>
      withTransaction(pool, async (client) => {
        await client.query(`update word set text = 'x' where id = $1`, [first]);
        await sleep(systemClock, 100);
        await client.query(`update word set text = 'y' where id = $1`, [second]);
      });
    const results = await Promise.allSettled([step(11, 12), step(12, 11)]);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed).toMatchObject([{ reason: { code: 'database_deadlock', decision: 'transient' } }]);
  });

  test('an exhausted pool and a closed pool say so', async () => {
    const pool = openPool({ max: 1, connectTimeoutMs: 100 });
    const client = await pool.connect();
    await expect(pool.query('select 1')).rejects.toMatchObject({ code: 'database_unavailable' });
    client.release();
    const closed = createPool({
      connectionString: database.connectionString,
      ...{ applicationName: 'closed', logger: silentLogger, meter: silentMeter },
    });
    await closed.end();
    await expect(closed.query('select 1')).rejects.toMatchObject({ code: 'database_pool_closed' });
  });

  test('publishes what is busy, idle and waiting', async () => {
    const gauges = new Map<string, number>();
    const gauge = (name: string, value: number, labels: Labels = {}): void => {
      gauges.set(`${name} ${labels.state ?? ''}`.trim(), value);
    };
    const pool = openPool({ max: 2, meter: { ...silentMeter, gauge } });
    const client = await pool.connect();
    expect(gauges.get('opora_database_pool_connections busy')).toBe(1);
    client.release();
    await expect.poll(() => gauges.get('opora_database_pool_connections idle')).toBe(1);
    expect(gauges.get('opora_database_pool_connections busy')).toBe(0);
    expect(gauges.get('opora_database_pool_waiting')).toBe(0);
  });

  test('before a pooler it names no statement', async () => {
    const pool = openPool({ poolerMode: true });
    expect([isPoolerMode(pool), isPoolerMode(openPool())]).toEqual([true, false]);
    const client = await pool.connect();
    await client.query({ name: 'kept', text: 'select $1::int', values: [1] });
    const { rows } = await client.query('select name from pg_prepared_statements');
    client.release();
    expect(rows).toEqual([]);
  });
});

describe('a transaction', () => {
  test('commits what it did, or nothing of it', async () => {
    const pool = openPool();
    const insert = (id: number, fail: boolean): Promise<string> =>
      withTransaction(pool, async (client) => {
        await client.query(`insert into word values ($1, 'два')`, [id]);
        if (fail) throw new Error('own fault');
        return 'done';
      });
    await expect(insert(21, false)).resolves.toBe('done');
    await expect(insert(22, true)).rejects.toThrow('own fault');
    const { rows } = await pool.query('select id from word where id in (21, 22)');
    expect(rows).toEqual([{ id: 21 }]);
  });

  test('does not pass a rollback off as a commit', async () => {
    const pool = openPool();
    const swallowed = withTransaction(pool, async (client) => {
      await client.query(`insert into word values (31, 'три')`);
      await client.query('select * from nothing').catch(() => undefined);
    });
    await expect(swallowed).rejects.toMatchObject({ code: 'transaction_aborted', decision: 'invariant' });
  });

  test('passes isolation and read only on', async () => {
    const options = { isolation: 'serializable', readOnly: true } as const;
    const read = await withTransaction(
      openPool(),
      async (client) => (await client.query('show transaction_isolation')).rows,
      options,
    );
    expect(read).toEqual([{ transaction_isolation: 'serializable' }]);
  });
});

test('every SQLSTATE the operator can cure by waiting is transient', () => {
  const decide = (code: string): string =>
    translateError(Object.assign(new pg.DatabaseError('', 0, 'error'), { code })).decision;
  for (const code of ['57P01', '57P03', '53300', '40001', '40P01', '53100', '08006', '25006']) {
    expect([code, decide(code)]).toEqual([code, 'transient']);
  }
  for (const code of ['23505', '22P05', '42601', '28P01', 'XX001']) {
    expect([code, decide(code)]).toEqual([code, 'terminal']);
  }
});
