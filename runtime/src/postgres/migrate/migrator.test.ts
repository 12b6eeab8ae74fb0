import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { createPool } from '../pool.ts';
import { assertSchemaCurrent, type MigrationSet, migrateDown, migrateUp, migrationStatus } from './index.ts';

const FIRST = {
  up: "create table person (id int primary key, name text not null);\ninsert into person values (1, 'Ада');\n",
  down: 'drop table person;\n',
};
const SECOND = {
  up: "alter table person add column born int;\nupdate person set born = 1815 where name = 'Ада';\n",
  down: 'alter table person drop column born;\n',
};
const logger = silentLogger;
let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  const { connectionString } = database;
  pool = createPool({ connectionString, applicationName: 'migrator-test', logger, meter: silentMeter });
});

beforeEach(() => pool.query('drop schema public cascade; create schema public'));

afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function makeSet(name: string, ...files: { up: string; down: string }[]): Promise<MigrationSet> {
  const folder = await mkdtemp(join(tmpdir(), 'opora-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const set = { name, folder };
  for (const [index, file] of files.entries()) await addFile(set, index + 1, file);
  return set;
}

async function addFile(
  set: MigrationSet,
  version: number,
  file: { up: string; down: string },
): Promise<void> {
  const base = join(set.folder, `${String(version).padStart(6, '0')}_step`);
  await writeFile(`${base}.up.sql`, file.up);
  await writeFile(`${base}.down.sql`, file.down);
}

const columns = async (): Promise<string[]> => {
  const { rows } = await pool.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = to_regclass('person') and attnum > 0
       and not attisdropped order by attnum`,
  );
  return rows.map(({ name }) => name);
};

describe('the migrator', () => {
  test('goes up, down and up again with data in the tables', async () => {
    const set = await makeSet('runtime', FIRST, SECOND);
    const seen: string[] = [];
    await migrateUp(pool, [set], {
      logger,
      onProgress: (step, index, total) => seen.push(`${step.version} ${index}/${total}`),
    });
    expect(seen).toEqual(['1 1/2', '2 2/2']);
    await pool.query(`insert into person values (2, 'Грейс', 1906)`);
    await migrateDown(pool, [set], { set: 'runtime', to: 1, logger });
    expect(await columns()).toEqual(['id', 'name']);
    await migrateUp(pool, [set], { logger });
    expect((await pool.query('select * from person order by id')).rows).toEqual([
      { id: 1, name: 'Ада', born: 1815 },
      { id: 2, name: 'Грейс', born: null },
    ]);
    await migrateDown(pool, [set], { set: 'runtime', to: 0, logger });
    expect(await columns()).toEqual([]);
    expect(await migrateUp(pool, [set], { logger })).toHaveLength(2);
    expect(await migrateUp(pool, [set], { logger })).toEqual([]);
  });

  test('keeps the numbering of each set apart and stops where it is told', async () => {
    const runtime = await makeSet('runtime', FIRST, SECOND);
    const bot = await makeSet('esm', { up: 'create table beep (id int);', down: 'drop table beep;' });
    await migrateUp(pool, [runtime, bot], { logger, to: { runtime: 1 } });
    const status = await migrationStatus(pool, [runtime, bot]);
    expect(status.map(({ set, version, state }) => `${set} ${version} ${state}`)).toEqual([
      ...['runtime 1 applied', 'runtime 2 pending', 'esm 1 applied'],
    ]);
    await expect(assertSchemaCurrent(pool, [runtime, bot])).rejects.toMatchObject({
      ...{ code: 'migrations_pending', message: expect.stringContaining('runtime 2 step') },
    });
    await migrateUp(pool, [runtime, bot], { logger });
    await assertSchemaCurrent(pool, [runtime, bot]);
  });

  test('a dry run touches nothing; a rehearsal tries everything and leaves nothing', async () => {
    const set = await makeSet('runtime', FIRST, SECOND);
    expect(await migrateUp(pool, [set], { logger, dryRun: true })).toMatchObject([
      { version: 1, durationMs: null },
      { version: 2, durationMs: null },
    ]);
    const rehearsed = await migrateUp(pool, [set], { logger, rehearse: true });
    expect(rehearsed.map(({ durationMs }) => typeof durationMs)).toEqual(['number', 'number']);
    const { rows } = await pool.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace`,
    );
    expect(rows).toEqual([]);
    await migrateUp(pool, [set], { logger });
    await migrateDown(pool, [set], { set: 'runtime', to: 0, logger, dryRun: true });
    await migrateDown(pool, [set], { set: 'runtime', to: 0, logger, rehearse: true });
    expect(await columns()).toEqual(['id', 'name', 'born']);
  });

  test('a file edited after it was applied is refused by name', async () => {
    const set = await makeSet('runtime', FIRST);
    await migrateUp(pool, [set], { logger });
    await addFile(set, 1, { ...FIRST, up: FIRST.up.replaceAll('\n', '\r\n') });
    await assertSchemaCurrent(pool, [set]);
    await addFile(set, 1, { ...FIRST, up: `${FIRST.up}-- a little more` });
    const refusal = { code: 'migration_changed', message: expect.stringContaining('000001_step.up.sql') };
    await expect(migrateUp(pool, [set], { logger })).rejects.toMatchObject(refusal);
    await expect(assertSchemaCurrent(pool, [set])).rejects.toMatchObject(refusal);
    expect((await migrationStatus(pool, [set]))[0]?.state).toBe('changed');
  });

  test('an older process runs beside newer migrations unless one of them breaks it', async () => {
    const older = await makeSet('runtime', FIRST);
    const newer = await makeSet('runtime', FIRST, SECOND);
    await migrateUp(pool, [newer], { logger });
    await assertSchemaCurrent(pool, [older]);
    expect((await migrationStatus(pool, [older]))[1]).toMatchObject({ version: 2, state: 'unknown' });
    await addFile(newer, 3, { up: '-- breaking\nalter table person drop column name;', down: 'select 1;' });
    await migrateUp(pool, [newer], { logger });
    await expect(assertSchemaCurrent(pool, [older])).rejects.toMatchObject({
      code: 'schema_too_new',
      message: expect.stringContaining('opora migrate down --set runtime --to 1'),
    });
    await expect(migrateUp(pool, [older], { logger })).rejects.toMatchObject({ code: 'schema_too_new' });
    await expect(migrateDown(pool, [older], { set: 'runtime', to: 0, logger })).rejects.toMatchObject({
      code: 'migration_unknown',
    });
    await assertSchemaCurrent(pool, [newer]);
  });

  test('a faulty file leaves what came before and nothing of itself', async () => {
    const broken = { up: 'create table half (id int);\nselect * from nowhere;', down: 'select 1;' };
    const set = await makeSet('runtime', FIRST, broken);
    await expect(migrateUp(pool, [set], { logger })).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/000002_step\.up\.sql.*nowhere/),
    });
    expect((await pool.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }]);
    expect((await migrationStatus(pool, [set])).map(({ state }) => state)).toEqual(['applied', 'pending']);
  });

  test('a file that leaves its transaction is named', async () => {
    const vacuum = await makeSet('runtime', { up: 'vacuum;', down: 'select 1;' });
    await expect(migrateUp(pool, [vacuum], { logger })).rejects.toThrow(/cannot run in a transaction/);
    const commit = await makeSet('runtime', {
      up: 'create table early (id int); commit;',
      down: 'select 1;',
    });
    await expect(migrateUp(pool, [commit], { logger })).rejects.toThrow(/contains BEGIN, COMMIT/);
  });

  test('reports every fault of a folder at once', async () => {
    const set = await makeSet('runtime', FIRST);
    await addFile(set, 3, SECOND);
    await writeFile(join(set.folder, '000004_alone.up.sql'), 'select 1;');
    await writeFile(join(set.folder, 'notes.sql'), '');
    await expect(migrateUp(pool, [set], { logger })).rejects.toMatchObject({
      code: 'migration_set_invalid',
      message: expect.stringMatching(/000003.*number 2.*000004_alone\.up\.sql has no.*notes\.sql/),
    });
    await expect(migrationStatus(pool, [{ name: 'x', folder: '/nowhere' }])).rejects.toThrow('/nowhere');
  });

  test('processes that start together apply each file once', async () => {
    const slow = { up: 'create table one (id int);\nselect pg_sleep(0.2);', down: 'drop table one;' };
    const set = await makeSet('runtime', slow, FIRST, SECOND);
    const file = fileURLToPath(new URL('./migrate-fixture.ts', import.meta.url));
    const args = [
      '--import',
      import.meta.resolve('tsx'),
      file,
      database.connectionString,
      'runtime',
      set.folder,
    ];
    const outputs = await Promise.all([
      ...[1, 2].map(async () => (await promisify(execFile)(process.execPath, args)).stdout),
      ...[1, 2].map(async () => JSON.stringify(await migrateUp(pool, [set], { logger }))),
    ]);
    const done = outputs.flatMap(
      (text) => JSON.parse(text) as { version: number; durationMs: number | null }[],
    );
    const own = done.filter(({ durationMs }) => durationMs !== null).map(({ version }) => version);
    expect(own.sort()).toEqual([1, 2, 3]);
    await assertSchemaCurrent(pool, [set]);
  });
});
