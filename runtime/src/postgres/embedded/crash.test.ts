import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sleep, systemClock } from '../../core/clock.ts';
import { isAlive } from './process-identity.ts';
import { ask, ended, makeFolder, spawnOwner, startHere } from './test-setup.ts';

describe('after a crash', () => {
  test('kill -9 of the server while writing loses nothing acknowledged, and it runs again by itself', async () => {
    const server = await startHere(await makeFolder());
    await ask(server.connectionString, 'create table written (id int primary key)');
    const exits: number[] = [];
    server.onExit((exit) => exits.push(exit.pid));
    const firstPid = server.pid;
    const acknowledged: number[] = [];
    let downAt = 0;
    let backAfterMs = 0;
    for (let id = 0; acknowledged.length < 300; id += 1) {
      // Two statements an id apart, so that one is under way when the blow falls.
      if (acknowledged.length === 150 && downAt === 0) {
        downAt = performance.now();
        process.kill(server.pid, 'SIGKILL');
      }
      try {
        await ask(server.connectionString, 'insert into written values ($1)', [id]);
        acknowledged.push(id);
        if (downAt > 0 && backAfterMs === 0) backAfterMs = performance.now() - downAt;
      } catch {
        await sleep(systemClock, 5);
      }
    }
    expect(exits).toEqual([firstPid]);
    expect(server.pid).not.toBe(firstPid);
    const rows = await ask(server.connectionString, 'select id from written');
    const kept = new Set(rows.map((row) => row.id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(backAfterMs).toBeLessThan(5_000);
  });

  test('kill -9 of node leaves the server; the next owner attaches and may stop it', async () => {
    const folder = await makeFolder();
    const { child, report } = spawnOwner(folder);
    const before = await report;
    await ask(before.connectionString ?? '', 'create table kept as select 7 as seven');
    child.kill('SIGKILL');
    await ended(child);
    expect(isAlive(before.pid ?? 0)).toBe(true);

    const after = await startHere(folder);
    expect(after).toMatchObject({ attached: true, created: false, pid: before.pid });
    expect(await ask(after.connectionString, 'select seven from kept')).toEqual([{ seven: 7 }]);

    process.kill(after.pid, 'SIGKILL');
    await new Promise<void>((resolve) => after.onRestart(() => resolve()));
    expect(await ask(after.connectionString, 'select seven from kept')).toEqual([{ seven: 7 }]);
    const { pid } = after;
    await after.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('a server whose lock file is damaged while nobody owns it gets no second beside it', async () => {
    const folder = await makeFolder();
    const { child, report } = spawnOwner(folder);
    const left = await report;
    child.kill('SIGKILL');
    await ended(child);
    const file = join(folder, 'cluster', 'postmaster.pid');
    const content = await readFile(file, 'utf8');
    await writeFile(file, '');
    await expect(startHere(folder)).rejects.toMatchObject({
      ...{ code: 'postgres_lock_file_unreadable', message: expect.stringContaining(`${file} is empty`) },
    });
    expect(await ask(left.connectionString ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    await writeFile(file, content);
    expect(await startHere(folder)).toMatchObject({ attached: true, pid: left.pid });
  });

  test('a server left with other settings is restarted, not attached', async () => {
    const folder = await makeFolder();
    const { child, report } = spawnOwner(folder);
    await report;
    child.kill('SIGKILL');
    await ended(child);
    const after = await startHere(folder, { work_mem: '3MB' });
    expect(after.attached).toBe(false);
    expect(await ask(after.connectionString, 'show work_mem')).toEqual([{ work_mem: '3MB' }]);
  });

  test('a second live owner is refused by name, and nothing of the first is disturbed', async () => {
    const folder = await makeFolder();
    const { child, report } = spawnOwner(folder);
    const first = await report;
    await expect(startHere(folder)).rejects.toMatchObject({
      code: 'postgres_already_owned',
      message: expect.stringContaining(`pid ${child.pid}`),
    });
    const second = await spawnOwner(folder).report;
    expect(second.code).toBe('postgres_already_owned');
    expect(await ask(first.connectionString ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
    child.kill('SIGKILL');
    await ended(child);
    await startHere(folder);
  });

  test('an ordinary user runs it as himself, and his files are not taken by somebody else', async () => {
    const folder = join(await makeFolder(), 'data');
    if (process.getuid?.() !== 0) {
      expect((await startHere(folder)).created).toBe(true);
      return;
    }
    const ids = { uid: 65_534, gid: 65_534 };
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, ids.uid, ids.gid);
    await chmod(join(folder, '..'), 0o755);
    const { child, report } = spawnOwner(folder, ids);
    const first = await report;
    expect(first).toMatchObject({ created: true });
    child.kill('SIGKILL');
    await ended(child);
    // Root takes the folder over and keeps running the server as its owner.
    expect((await startHere(folder)).created).toBe(false);
  });
});
