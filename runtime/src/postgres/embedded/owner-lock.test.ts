import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { takeOwnerLock } from './owner-lock.ts';
import { identifyProcess } from './process-identity.ts';
import { makeFolder } from './test-setup.ts';

const leave = async (folder: string, record: object): Promise<void> =>
  writeFile(
    join(folder, 'owner.000000007.json'),
    JSON.stringify({ token: 'old', released: false, ...record }),
  );

describe('the owner lock', () => {
  test('is refused while its owner lives and free after a release', async () => {
    const folder = await makeFolder();
    const first = await takeOwnerLock(folder, systemClock);
    await expect(takeOwnerLock(folder, systemClock)).rejects.toMatchObject({
      code: 'postgres_already_owned',
      context: { pid: process.pid },
    });
    await first.release();
    await first.release();
    const second = await takeOwnerLock(folder, systemClock);
    await second.release();
    expect(await readdir(folder)).toHaveLength(1);
  });

  test('is taken over from a dead process', async () => {
    const folder = await makeFolder();
    await leave(folder, { ...identifyProcess(), pid: 2 ** 22 + 1, startedAt: '1' });
    await (await takeOwnerLock(folder, systemClock)).release();
  });

  test('is taken over when its pid now belongs to another process', async () => {
    const folder = await makeFolder();
    await leave(folder, { ...identifyProcess(process.ppid), startedAt: 'long ago' });
    await (await takeOwnerLock(folder, systemClock)).release();
  });

  test('is kept by a live process even when another one asks', async () => {
    const folder = await makeFolder();
    await leave(folder, identifyProcess(process.ppid));
    await expect(takeOwnerLock(folder, systemClock)).rejects.toThrow(`pid ${process.ppid}`);
  });

  test('an owner in another container that stopped touching its file is taken over', async () => {
    const folder = await makeFolder();
    await leave(folder, { pid: 1, startedAt: '1', scope: 'another boot' });
    await (await takeOwnerLock(folder, systemClock)).release();
  }, 15_000);

  test('a file nobody can read belongs to nobody', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'owner.000000003.json'), '{"pid":');
    await (await takeOwnerLock(folder, systemClock)).release();
  });

  test('many who find it stale at once: never two owners', async () => {
    for (let round = 0; round < 20; round += 1) {
      const folder = await makeFolder();
      await leave(folder, { ...identifyProcess(), pid: 2 ** 22 + 1 });
      const taken = await Promise.allSettled(
        Array.from({ length: 8 }, () => takeOwnerLock(folder, systemClock)),
      );
      const owners = taken.filter((result) => result.status === 'fulfilled');
      expect(owners.length).toBe(1);
      for (const owner of owners) await owner.value.release();
    }
  });
});
