import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ask, makeFolder, startHere } from './test-setup.ts';

const asRoot = process.getuid?.() === 0;

const lockFileOf = (folder: string): string => join(folder, 'cluster', 'postmaster.pid');

/** A file of the server's user, as the server would have left it. */
async function leaveFile(folder: string, path: string, content: string): Promise<void> {
  const { uid, gid } = await stat(join(folder, 'cluster'));
  await writeFile(path, content);
  await chown(path, uid, gid);
}

describe('an embedded Postgres', () => {
  test('is created, durable, Cyrillic and keeps its data when it is opened again', async () => {
    const folder = await makeFolder();
    const first = await startHere(folder);
    expect(first).toMatchObject({ created: true, attached: false, state: 'running' });
    const [settings] = await ask(
      first.connectionString,
      `select current_setting('fsync') fsync, current_setting('synchronous_commit') commit,
              lower('ПРИВЕТ') lowered, 'Привет' ilike 'ПРИВЕТ' alike, current_setting('server_encoding') encoding`,
    );
    expect(settings).toEqual({
      ...{ fsync: 'on', commit: 'on', lowered: 'привет', alike: true, encoding: 'UTF8' },
    });
    await ask(first.connectionString, 'create extension pg_trgm');
    const [trigrams] = await ask(
      first.connectionString,
      `select similarity('привет', 'превет') > 0.3 as near`,
    );
    expect(trigrams).toEqual({ near: true });
    await ask(first.connectionString, 'create table kept as select 42 as answer');
    await first.stop();
    await first.stop();

    const second = await startHere(folder);
    expect(second).toMatchObject({ created: false, attached: false });
    expect(await ask(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('keeps its files from everybody else', async () => {
    const folder = await makeFolder();
    const server = await startHere(folder);
    expect((await stat(join(folder, 'cluster'))).mode & 0o077).toBe(0);
    expect((await stat(server.host)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'cluster'))).uid).not.toBe(0);
  });

  test('serves a path too long for a socket from a short recorded folder', async () => {
    const folder = join(await makeFolder(), 'очень-длинное-имя-папки-'.repeat(4));
    const first = await startHere(folder);
    expect(Buffer.byteLength(first.host)).toBeLessThan(90);
    expect((await stat(first.host)).mode & 0o077).toBe(0);
    expect(await ask(first.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
    expect((await startHere(folder)).host).toBe(first.host);
  });

  test('works below a folder that only its owner may enter', async () => {
    const home = await makeFolder();
    await chmod(home, 0o700);
    const folder = join(home, 'data');
    const first = await startHere(folder);
    await ask(first.connectionString, 'create table kept as select 1 as one');
    await first.stop();
    const second = await startHere(folder);
    expect(await ask(second.connectionString, 'select * from kept')).toEqual([{ one: 1 }]);
  });

  test('replaces the pid file that a reused pid would make Postgres believe', async () => {
    const folder = await makeFolder();
    const first = await startHere(folder);
    await first.stop();
    const owner = await stat(join(folder, 'cluster'));
    const stranger = spawn('sleep', ['60'], asRoot ? { uid: owner.uid, gid: owner.gid } : {});
    try {
      const lines = [stranger.pid, `${folder}/cluster`, 1, 5432, first.host, '', '1 1', 'ready   \n'];
      await leaveFile(folder, lockFileOf(folder), lines.join('\n'));
      const second = await startHere(folder);
      expect(second).toMatchObject({ created: false, attached: false });
    } finally {
      stranger.kill();
    }
  });

  test.each([
    ['empty', ''],
    ['garbage', '\u0000\u0000 no pid\n'],
  ])('does not stop for lock files that a power cut left %s', async (_what, content) => {
    const folder = await makeFolder();
    const first = await startHere(folder);
    await ask(first.connectionString, 'create table kept as select 1 as one');
    await first.stop();
    await leaveFile(folder, join(first.host, '.s.PGSQL.5432.lock'), content);
    await leaveFile(folder, lockFileOf(folder), content);
    if (process.platform !== 'linux') {
      await expect(startHere(folder)).rejects.toMatchObject({ code: 'postgres_lock_file_unreadable' });
      return;
    }
    const second = await startHere(folder);
    expect(await ask(second.connectionString, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  test('refuses to start beside a process that works in the cluster folder of a damaged lock file', async () => {
    const folder = await makeFolder();
    await (await startHere(folder)).stop();
    await leaveFile(folder, lockFileOf(folder), 'no pid');
    const stranger = spawn('sleep', ['60'], { cwd: join(folder, 'cluster') });
    onTestFinished(() => void stranger.kill());
    const said = await startHere(folder).catch((error: unknown) => error);
    expect(said).toMatchObject({ code: 'postgres_lock_file_unreadable' });
    expect(String(said)).toContain(`${lockFileOf(folder)} is not one of Postgres (it begins with "no pid")`);
    if (process.platform === 'linux') expect(String(said)).toContain(`Process ${stranger.pid} works`);
    expect(await readFile(lockFileOf(folder), 'utf8')).toBe('no pid');
  });

  test('refuses a cluster of another major version and names both', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'cluster'), { mode: 0o700 });
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '16\n');
    await expect(startHere(folder)).rejects.toMatchObject({
      code: 'postgres_major_mismatch',
      message: expect.stringMatching(/Postgres 16.*Postgres 18.*opora backup/s),
    });
  });

  test('refuses a cluster folder that holds no cluster', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'cluster'), { mode: 0o700 });
    await expect(startHere(folder)).rejects.toMatchObject({ code: 'postgres_cluster_damaged' });
    expect(await readdir(join(folder, 'cluster'))).toEqual([]);
  });

  test('keeps statements and key values out of its log', async () => {
    const folder = await makeFolder();
    const server = await startHere(folder);
    await ask(server.connectionString, 'create table once (word text primary key)');
    await ask(server.connectionString, 'insert into once values ($1)', ['тайна']);
    await expect(ask(server.connectionString, `insert into once values ('тайна')`)).rejects.toThrow();
    const log = await readFile(join(folder, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('тайна');
  });
});
