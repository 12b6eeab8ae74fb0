import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../core/logger.ts';
import { silentMeter } from '../core/meter.ts';
import { freeze, makeFolder, startHere } from './embedded/test-setup.ts';
import { createPool, withTransaction } from './pool.ts';

const pidOf = async (client: pg.PoolClient): Promise<number> =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid ?? 0;

test('with a server that stands still a transaction is given up, and its connection is not used again', async () => {
  // Windows has no signal that stops a process.
  if (process.platform === 'win32') return;
  const server = await startHere(await makeFolder());
  const pool = createPool({
    connectionString: server.connectionString,
    ...{ applicationName: 'frozen', logger: silentLogger, meter: silentMeter },
    ...{ max: 1, statementTimeoutMs: 500 },
  });
  onTestFinished(() => pool.end());
  let pid = 0;
  let thaw = (): void => undefined;
  onTestFinished(() => thaw());
  const startedAt = performance.now();
  const work = async (client: pg.PoolClient): Promise<void> => {
    pid = await pidOf(client);
    await client.query('create table never (id int)');
    thaw = freeze(server.pid);
    // A program that swallows the failure of its statement gets no further for it.
    await client.query('select 1').catch(() => undefined);
    await client.query('select 2');
  };
  await expect(withTransaction(pool, work)).rejects.toMatchObject({ decision: 'transient' });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(pool.totalCount).toBe(0);
  thaw();
  expect(await withTransaction(pool, pidOf)).not.toBe(pid);
  const { rows } = await pool.query(`select to_regclass('never') as never`);
  expect(rows).toEqual([{ never: null }]);
}, 30_000);
