import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { type MigrationSet, migrateUp, migrationStatus } from '../migrate/index.ts';
import { createPool } from '../pool.ts';
import { backupDatabase, inspectBackup, restoreDatabase, verifyBackup } from './index.ts';

const logger = silentLogger;
const SCHEMA = `
create type mood as enum ('good', 'bad');
create table author (id bigint generated always as identity primary key, name text not null unique,
  best_book int, born date, shouted text generated always as (upper(name)) stored);
create table book (id serial primary key, author_id bigint not null references author (id), title text,
  price numeric, content jsonb, raw json, picture bytea, feeling mood, at timestamptz default now(), weight float8);
alter table author add constraint author_best_book foreign key (best_book) references book (id) deferrable;
create table "Странное имя" ("a ""b"" c" text, part int) partition by list (part);
create table "Странное имя 1" partition of "Странное имя" for values in (1);
create table counted (n int);
insert into counted values (0);
create function count_book() returns trigger language plpgsql as $$
  begin update counted set n = n + 1; return new; end $$;
create trigger count_books after insert on book for each row execute function count_book();
create view titles as select title from book;
`;
let folder: string;
let sets: MigrationSet[];
let source: pg.Pool;
const databases: TestDatabase[] = [];
const pools: pg.Pool[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-backup-'));
  sets = [{ name: 'runtime', folder }];
  await writeFile(join(folder, '000001_library.up.sql'), SCHEMA);
  await writeFile(join(folder, '000001_library.down.sql'), 'drop view titles;');
  await writeFile(join(folder, '000002_later.up.sql'), 'create table later (id int);');
  await writeFile(join(folder, '000002_later.down.sql'), 'drop table later;');
  source = await openDatabase();
  await migrateUp(source, sets, { logger, to: { runtime: 1 } });
  await source.query(
    `insert into author (name, born) select 'Автор ' || n, date '1800-01-01' + n from generate_series(1, 50) n`,
  );
  await source.query(
    `insert into book (author_id, title, price, content, raw, picture, feeling, at, weight)
     select 1 + n % 50, repeat(E'Том\\t' || n || E'\\n\\\\. ', 20), n / 7.0, jsonb_build_object('n', n), '{"b" : 1,  "a":2}',
            decode(md5(n::text), 'hex'), case when n % 3 = 0 then 'good'::mood end,
            case when n = 1 then 'infinity' else now() - n * interval '1 s' end, case when n = 2 then 'NaN' else 1 / n::float8 end
       from generate_series(1, 5000) n`,
  );
  await source.query('update author set best_book = id * 3');
  await source.query(`insert into "Странное имя" values (null, 1), ('', 1), ('\\N', 1)`);
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await Promise.all(databases.map((database) => database.drop()));
  await rm(folder, { recursive: true });
});

async function openDatabase(): Promise<pg.Pool> {
  const database = await createTestDatabase();
  databases.push(database);
  const { connectionString } = database;
  const pool = createPool({ connectionString, applicationName: 'backup-test', logger, meter: silentMeter });
  pools.push(pool);
  return pool;
}

async function contents(pool: pg.Pool): Promise<unknown> {
  const { rows } = await pool.query(
    `select (select json_agg(a order by id) from author a) authors, (select json_agg(b order by id) from book b) books,
            (select json_agg(s) from "Странное имя" s) odd, (select n from counted) counted,
            (select json_agg(m) from opora_migrations m) migrations`,
  );
  return rows[0];
}

describe('a backup', () => {
  test('restores into an empty database what was there, at its own schema version', async () => {
    const file = join(folder, 'full.opora');
    const manifest = await backupDatabase(source, file, { productVersion: '1.2.3' });
    expect(manifest).toMatchObject({
      format: 1,
      productVersion: '1.2.3',
      migrations: [{ set: 'runtime', version: 1 }],
    });
    expect((await stat(file)).mode & 0o077).toBe(0);
    const phases = new Set<string>();
    const target = await openDatabase();
    await restoreDatabase(target, file, { sets, onProgress: ({ phase }) => phases.add(phase) });
    expect([...phases]).toEqual(['check', 'load', 'compare']);
    expect(await contents(target)).toEqual(await contents(source));
    expect((await migrationStatus(target, sets)).map(({ state }) => state)).toEqual(['applied', 'pending']);

    // Sequences, keys and triggers live on.
    const insert = `insert into book (author_id, title) values ($1, 'новая') returning id`;
    expect((await target.query(insert, [1])).rows).toEqual([{ id: 5001 }]);
    expect((await target.query(`insert into author (name) values ('Новый') returning id`)).rows).toEqual([
      { id: '51' },
    ]);
    await expect(target.query(insert, [999])).rejects.toMatchObject({ code: 'database_constraint' });
    expect((await target.query('select n from counted')).rows).toEqual([{ n: 5001 }]);
    await migrateUp(target, sets, { logger });
    await target.query('select * from later');
  });

  test('is one moment, whatever is written meanwhile', async () => {
    const file = join(folder, 'moment.opora');
    const pool = await openDatabase();
    await migrateUp(pool, sets, { logger });
    await pool.query(`insert into author (name) values ('Первый')`);
    let written = false;
    const writing: Promise<unknown>[] = [];
    await backupDatabase(pool, file, {
      onProgress: () => {
        if (written) return;
        written = true;
        writing.push(
          pool.query(`with a as (insert into author (name) values ('Второй') returning id)
          insert into later select id from a`),
        );
      },
    });
    await Promise.all(writing);
    const manifest = await inspectBackup(file);
    const rows = Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]));
    expect(rows).toMatchObject({ author: 1, later: 0 });
  });

  test('is verified in a scratch database that is gone afterwards', async () => {
    const file = join(folder, 'verify.opora');
    await backupDatabase(source, file);
    const manifest = await verifyBackup(file, source, { sets, logger });
    expect(manifest.tables.find(({ name }) => name === 'book')).toMatchObject({ rows: 5000 });
    const { rows } = await source.query(`select datname from pg_database where datname like 'opora_verify%'`);
    expect(rows).toEqual([]);
  });

  test('replaces data only when told, and wholly or not at all', async () => {
    const file = join(folder, 'overwrite.opora');
    await backupDatabase(source, file);
    const target = await openDatabase();
    await migrateUp(target, sets, { logger });
    await target.query(`insert into author (name) values ('Старый'); create table own_table (id int);
      create view own_view as select * from own_table`);
    await expect(restoreDatabase(target, file, { sets })).rejects.toMatchObject({
      code: 'restore_not_empty',
    });

    // A table of the backup that the files do not make fails in the middle of loading.
    await source.query('create table unplanned (id int); insert into unplanned values (1)');
    const strange = join(folder, 'strange.opora');
    await backupDatabase(source, strange).finally(() => source.query('drop table unplanned'));
    await expect(restoreDatabase(target, strange, { sets, overwrite: true })).rejects.toThrow();
    expect((await target.query('select name from author')).rows).toEqual([{ name: 'Старый' }]);
    await target.query('select * from own_view, later');

    await restoreDatabase(target, file, { sets, overwrite: true });
    expect(await contents(target)).toEqual(await contents(source));
    await expect(target.query('select * from own_table')).rejects.toMatchObject({
      code: 'database_schema_missing',
    });
  });

  test('cut short, changed or foreign it is refused before anything is touched', async () => {
    const file = join(folder, 'whole.opora');
    await backupDatabase(source, file);
    const whole = await readFile(file);
    const text = gunzipSync(whole);
    const changedRow = Buffer.from(text);
    changedRow.writeUInt8(changedRow.readUInt8(20_000) ^ 1, 20_000);
    const cases: [string, Buffer, string][] = [
      ['truncated', whole.subarray(0, whole.length - 100), 'backup_damaged'],
      ['half', whole.subarray(0, whole.length / 2), 'backup_damaged'],
      ['empty', Buffer.alloc(0), 'backup_damaged'],
      ['wiped in one place', Buffer.from(whole).fill(0, 5_000, 5_064), 'backup_damaged'],
      ['packed again without its end', gzipSync(text.subarray(0, text.length - 90)), 'backup_damaged'],
      ['packed again with another row', gzipSync(changedRow), 'backup_damaged'],
      ['of a later format', gzipSync('{"kind":"opora-backup","format":9}\n'), 'backup_format_unsupported'],
      ['something else', gzipSync('{"hello":1}\n'), 'backup_unreadable'],
    ];
    const target = await openDatabase();
    await target.query(`create table precious as select 'золото' as metal`);
    for (const [name, data, code] of cases) {
      const path = join(folder, 'bad.opora');
      await writeFile(path, data);
      const restored = restoreDatabase(target, path, { sets, overwrite: true });
      await expect(restored, name).rejects.toMatchObject({ code });
    }
    await expect(restoreDatabase(target, '/nowhere.opora', { sets })).rejects.toMatchObject({
      code: 'backup_unreadable',
    });
    expect((await target.query('select metal from precious')).rows).toEqual([{ metal: 'золото' }]);
  });

  test('of a newer or edited schema is refused with the versions', async () => {
    const file = join(folder, 'newer.opora');
    const pool = await openDatabase();
    await migrateUp(pool, sets, { logger });
    await backupDatabase(pool, file, { productVersion: '9.9.9' });
    const older = await mkdtemp(join(tmpdir(), 'opora-older-'));
    for (const half of ['up', 'down']) {
      await copyFile(join(folder, `000001_library.${half}.sql`), join(older, `000001_library.${half}.sql`));
    }
    const target = await openDatabase();
    const restored = restoreDatabase(target, file, { sets: [{ name: 'runtime', folder: older }] });
    await expect(restored).rejects.toMatchObject({
      code: 'backup_schema_unknown',
      message: expect.stringMatching(/9\.9\.9.*runtime 2 later is unknown/),
    });
    await rm(older, { recursive: true });
  });

  test('survives the loss of the connection in the middle, both ways', async () => {
    const file = join(folder, 'cut.opora');
    const target = await openDatabase();
    await migrateUp(target, sets, { logger });
    await target.query(`insert into author (name) values ('Старый')`);
    const cutAt = (pool: pg.Pool, phase: string): ((progress: { phase: string; bytes: number }) => void) => {
      let cut = false;
      return (progress) => {
        if (cut || progress.phase !== phase || progress.bytes < 100_000) return;
        cut = true;
        pool
          .query(
            `select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`,
          )
          .catch(() => undefined);
      };
    };
    const lost = { code: 'database_unavailable', decision: 'transient' };
    await backupDatabase(source, file);
    const sized = (await stat(file)).size;
    await source.query(
      `create table bulk as select repeat(md5(n::text), 300) as filler from generate_series(1, 20000) n`,
    );
    await expect(backupDatabase(source, file, { onProgress: cutAt(source, 'read') })).rejects.toMatchObject(
      lost,
    );
    await source.query('drop table bulk');
    expect((await stat(file)).size).toBe(sized);
    const restored = restoreDatabase(target, file, {
      sets,
      overwrite: true,
      onProgress: cutAt(target, 'load'),
    });
    await expect(restored).rejects.toMatchObject(lost);
    expect((await target.query('select name from author')).rows).toEqual([{ name: 'Старый' }]);
    await restoreDatabase(target, file, { sets, overwrite: true });
  });

  test('that fails leaves no file and a usable pool', async () => {
    const stop = (): void => {
      throw new Error('enough');
    };
    const whole = join(folder, 'whole.opora');
    await backupDatabase(source, whole);
    const loading = ({ phase, bytes }: { phase: string; bytes: number }): void => {
      if (phase === 'load' && bytes > 100_000) throw new Error('while loading');
    };
    const target = await openDatabase();
    await expect(restoreDatabase(target, whole, { sets, onProgress: loading })).rejects.toThrow(
      'while loading',
    );
    await restoreDatabase(target, whole, { sets });
    await expect(backupDatabase(source, join(folder, 'failed.opora'), { onProgress: stop })).rejects.toThrow(
      'enough',
    );
    const midway = ({ bytes }: { bytes: number }): void => {
      if (bytes > 100_000) throw new Error('midway');
    };
    await expect(
      backupDatabase(source, join(folder, 'failed.opora'), { onProgress: midway }),
    ).rejects.toThrow('midway');
    await expect(backupDatabase(source, join(folder, 'no', 'folder'))).rejects.toMatchObject({
      code: 'backup_write_failed',
    });
    expect(
      (await readdir(folder)).filter((name) => name.includes('failed') || name.includes('partial')),
    ).toEqual([]);
    expect((await source.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
