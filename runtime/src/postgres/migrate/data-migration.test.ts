import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { createPool } from '../pool.ts';
import {
  type DataMigration,
  dataMigrationStatus,
  migrateDown,
  migrateUp,
  revertDataMigration,
  runDataMigrations,
} from './index.ts';

const logger = silentLogger;
let database: TestDatabase;
let pool: pg.Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'opora-migrations-'));
  await writeFile(
    join(folder, '000001_word.up.sql'),
    'create table word (id int primary key, text text, upper text);',
  );
  await writeFile(join(folder, '000001_word.down.sql'), 'drop table word;');
  const { connectionString } = database;
  pool = createPool({ connectionString, applicationName: 'data-migration-test', logger, meter: silentMeter });
});

beforeEach(async () => {
  await pool.query('drop schema public cascade; create schema public');
  await migrateUp(pool, [{ name: 'runtime', folder }], { logger });
  await pool.query(
    `insert into word select n, 'слово ' || n, case when n % 10 = 0 then 'ГОТОВО' end from generate_series(1, 95) n`,
  );
});

afterAll(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Fills `upper`; row 13 is a fault, and `poison` makes the batch that holds that row throw. */
function raiseWords(poison: { at: number } = { at: 0 }): DataMigration {
  const next = 'select id, upper from word where id > $1 order by id limit $2';
  return {
    ...{ set: 'runtime', name: 'raise-words', version: 1 },
    async batch(client, cursor, batchSize) {
      const { rows } = await client.query<{ id: number; upper: string | null }>(next, [
        cursor ?? 0,
        batchSize,
      ]);
      const ids = rows.map(({ id }) => id);
      const todo = rows.filter(({ id, upper }) => upper === null && id !== 13);
      await client.query('update word set upper = upper(text) where id = any($1)', [
        todo.map(({ id }) => id),
      ]);
      if (ids.includes(poison.at)) throw new Error('the process was cut off');
      const errors = ids.includes(13) ? [{ row: '13', reason: 'unlucky' }] : [];
      return {
        ...{ cursor: ids.at(-1) ?? cursor, updated: todo.length, errors },
        ...{ skipped: rows.length - todo.length - errors.length, done: rows.length < batchSize },
      };
    },
    async countPending(client, cursor) {
      const { rows } = await client.query('select count(*)::int as n from word where id > $1', [cursor ?? 0]);
      return (rows[0] as { n: number }).n;
    },
    async down(client, cursor, batchSize) {
      const { rows } = await client.query<{ id: number }>(next, [cursor ?? 0, batchSize]);
      const ids = rows.map(({ id }) => id);
      await client.query('update word set upper = null where id = any($1)', [ids]);
      return {
        cursor: ids.at(-1) ?? null,
        updated: ids.length,
        skipped: 0,
        errors: [],
        done: rows.length < batchSize,
      };
    },
  };
}

const countRaised = async (): Promise<number> => {
  const { rows } = await pool.query('select count(*)::int as n from word where upper = upper(text)');
  return (rows[0] as { n: number }).n;
};

test('runs in batches with progress and counts everything', async () => {
  const seen: string[] = [];
  const [status] = await runDataMigrations(pool, [raiseWords()], {
    ...{ logger, batchSize: 20, onProgress: ({ done, pending }) => seen.push(`${done}+${pending}`) },
  });
  expect(seen).toEqual(['19+75', '39+55', '59+35', '79+15', '94+0']);
  expect(status).toMatchObject({ state: 'done', total: 95, done: 94, pending: 0, errors: 1 });
  expect(status?.lastErrors).toEqual([{ row: '13', reason: 'unlucky' }]);
  expect(await countRaised()).toBe(95 - 9 - 1);
  const again = await runDataMigrations(pool, [raiseWords()], { logger });
  expect(again).toEqual([status]);
});

test('goes on after a kill where the last whole batch ended', async () => {
  const poison = { at: 50 };
  const cut = runDataMigrations(pool, [raiseWords(poison)], { logger, batchSize: 20 });
  await expect(cut).rejects.toThrow('cut off');
  expect(await dataMigrationStatus(pool, [raiseWords()])).toMatchObject([
    { state: 'running', total: 95, done: 39, pending: 55, errors: 1 },
  ]);
  poison.at = 0;
  const [status] = await runDataMigrations(pool, [raiseWords(poison)], { logger, batchSize: 20 });
  expect(status).toMatchObject({ state: 'done', done: 94, errors: 1 });
});

test('several runners share the work and do nothing twice', async () => {
  const runs = [1, 2, 3].map(() => runDataMigrations(pool, [raiseWords()], { logger, batchSize: 5 }));
  for (const [status] of await Promise.all(runs)) {
    expect(status).toMatchObject({ state: 'done', done: 94, errors: 1, total: 95 });
  }
});

test('a dry run reports the result and changes nothing', async () => {
  const [status] = await runDataMigrations(pool, [raiseWords()], { logger, batchSize: 20, dryRun: true });
  expect(status).toMatchObject({ state: 'done', done: 94, errors: 1 });
  expect(await countRaised()).toBe(0);
  expect(await dataMigrationStatus(pool, [raiseWords()])).toMatchObject([{ state: 'pending', pending: 95 }]);
});

test('a dry run of the way down counts and changes nothing', async () => {
  await runDataMigrations(pool, [raiseWords()], { logger });
  const raised = await countRaised();
  const status = await revertDataMigration(pool, raiseWords(), { logger, batchSize: 20, dryRun: true });
  expect(status).toMatchObject({ state: 'done', updated: 95, errors: 0 });
  expect(await countRaised()).toBe(raised);
  expect(await dataMigrationStatus(pool, [raiseWords()])).toMatchObject([{ state: 'done' }]);
});

test('the way down tells of each batch, and hears whether it is forced', async () => {
  await runDataMigrations(pool, [raiseWords()], { logger });
  const seen: string[] = [];
  const forced: boolean[] = [];
  const migration: DataMigration = {
    ...raiseWords(),
    down: (client, cursor, batchSize, { force }) => {
      forced.push(force);
      return (
        raiseWords().down?.(client, cursor, batchSize, { force }) ?? Promise.reject(new Error('no way down'))
      );
    },
  };
  const onProgress = ({ updated, pending }: { updated: number; pending: number }): void => {
    seen.push(`${updated}+${pending}`);
  };
  await revertDataMigration(pool, migration, { logger, batchSize: 40, force: true, onProgress });
  expect(seen).toEqual(['40+55', '80+15', '95+0']);
  expect(forced).toEqual([true, true, true]);
});

test('without a row to change it is done, until one appears', async () => {
  await pool.query('delete from word');
  const state = async () => (await dataMigrationStatus(pool, [raiseWords()]))[0]?.state;
  expect(await state()).toBe('done');
  await pool.query(`insert into word values (1, 'слово')`);
  expect(await state()).toBe('pending');
});

test('before its SQL migration it is pending, and nothing is counted', async () => {
  await migrateDown(pool, [{ name: 'runtime', folder }], { set: 'runtime', to: 0, logger });
  expect(await dataMigrationStatus(pool, [raiseWords()])).toMatchObject([{ state: 'pending', total: 0 }]);
});

test('is stopped between batches, undone, and forgotten with its SQL migration', async () => {
  const stop = new AbortController();
  const [stopped] = await runDataMigrations(pool, [raiseWords()], {
    ...{ logger, batchSize: 20, signal: stop.signal, onProgress: () => stop.abort() },
  });
  expect(stopped).toMatchObject({ state: 'running', pending: 75 });
  await runDataMigrations(pool, [raiseWords()], { logger });
  await revertDataMigration(pool, raiseWords(), { logger, batchSize: 30 });
  expect(await countRaised()).toBe(0);
  await runDataMigrations(pool, [raiseWords()], { logger });
  await migrateDown(pool, [{ name: 'runtime', folder }], { set: 'runtime', to: 0, logger });
  await expect(runDataMigrations(pool, [raiseWords()], { logger })).rejects.toMatchObject({
    code: 'migrations_pending',
  });
  expect((await pool.query('select * from opora_data_migrations')).rows).toEqual([]);
});
