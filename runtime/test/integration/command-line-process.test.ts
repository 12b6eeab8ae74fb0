import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../src/app/cli.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora process '));
  await writeFile(join(folder, 'opora.config.mjs'), 'export default { bots: [] };');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `opora <argv>` in a process of its own, outside of a checkout; `unread`: its reader goes away at once. */
function run(argv: readonly string[], { unread = false } = {}): Promise<Exit> {
  const node = ['--conditions=opora-source', '--import', import.meta.resolve('tsx'), cli];
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/tmp' };
  const child = spawn(process.execPath, [...node, ...argv], { cwd: folder, env });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  if (unread) child.stdout.destroy();
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...written })));
}

test('ends quietly when the reader has gone away, and closes what it opened', async () => {
  expect(await run(['migrate', 'status'], { unread: true })).toMatchObject({ code: 1, stderr: '' });
  const lock = await readFile(join(folder, 'data/postgres/owner.000000001.json'), 'utf8');
  expect(JSON.parse(lock)).toMatchObject({ released: true });
});

test('config reference writes nothing where the folder of the pages is missing', async () => {
  const { code, stderr } = await run(['config', 'reference', '--write']);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^opora: .*docs\/reference.*\n$/)]);
  expect(existsSync(join(folder, '.env.example'))).toBe(false);
});
