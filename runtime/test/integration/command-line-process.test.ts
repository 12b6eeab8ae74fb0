import { spawn } from 'node:child_process';
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

/** Runs `opora <argv>` in a process of its own, with a reader that goes away at once. */
function runUnread(
  argv: readonly string[],
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const node = ['--conditions=opora-source', '--import', import.meta.resolve('tsx'), cli];
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/tmp' };
  const child = spawn(process.execPath, [...node, ...argv], { cwd: folder, env });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

test('ends quietly when the reader has gone away, and closes what it opened', async () => {
  expect(await runUnread(['migrate', 'status'])).toEqual({ code: 1, stderr: '' });
  const lock = await readFile(join(folder, 'data/postgres/owner.000000001.json'), 'utf8');
  expect(JSON.parse(lock)).toMatchObject({ released: true });
}, 60_000);
