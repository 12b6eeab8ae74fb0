import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sleep, systemClock } from '../../core/clock.ts';
import { makeFolder, spawnOwner, startHere } from './test-setup.ts';

test('kill -9 in the middle of initdb: the next start begins again and leaves no trace', async () => {
  const folder = join(await makeFolder(), 'data');
  const { child } = spawnOwner(folder);
  const draft = await findDraft(folder);
  child.kill('SIGKILL');
  for (const pid of programsIn(draft)) process.kill(pid, 'SIGKILL');
  expect(await readdir(folder)).not.toContain('cluster');
  const server = await startHere(folder);
  expect(server.created).toBe(true);
  expect((await readdir(folder)).filter((name) => name.startsWith('cluster.'))).toEqual([]);
});

test('initdb killed alone is tried once more within the same start', async () => {
  const folder = join(await makeFolder(), 'data');
  const starting = startHere(folder);
  const draft = await findDraft(folder);
  for (const pid of programsIn(draft)) process.kill(pid, 'SIGKILL');
  expect((await starting).created).toBe(true);
});

async function findDraft(folder: string): Promise<string> {
  for (;;) {
    try {
      const name = readdirSync(folder).find((entry) => entry.startsWith('cluster.new-'));
      if (name !== undefined && readdirSync(join(folder, name)).length > 5) return name;
    } catch {
      // Not there yet.
    }
    await sleep(systemClock, 5);
  }
}

function programsIn(draft: string): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return list.split('\n').flatMap((line) => (line.includes(draft) ? [Number.parseInt(line, 10)] : []));
}
