import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

/** Stands in for npm: leaves `esbuild` out where npm would, and says how often it was called. */
const npm = `
const { appendFileSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/esbuild', { recursive: true });
writeFileSync('node_modules/esbuild/index.js', '');
if (process.env.NODE_ENV === 'production' && !process.argv.includes('--include=dev')) {
  rmSync('node_modules/esbuild', { recursive: true });
}
`;

const build = `
import 'esbuild';
export const buildAll = () => undefined;
`;

/** A checkout with the real `prepare.mjs`, in which a build needs one package and does nothing. */
async function makeCheckout(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'opora checkout '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['scripts', 'runtime', 'console', 'emulators', 'bench', 'bots']) {
    await mkdir(join(folder, name));
  }
  for (const name of ['prepare.mjs', 'is-started.mjs']) {
    await cp(fileURLToPath(new URL(name, import.meta.url)), join(folder, 'scripts', name));
  }
  const files = {
    ...{ 'npm.cjs': npm, 'scripts/build.mjs': build },
    'package.json': JSON.stringify({ devDependencies: { esbuild: '1.0.0' } }),
    ...{ 'package-lock.json': '{}', 'opora.config.ts': '' },
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** Runs a prepare script on the checkout, in production as a service does; what it said. */
function prepare(checkout: string, script = join(checkout, 'scripts/prepare.mjs')): string {
  const env = { ...process.env, NODE_ENV: 'production', npm_execpath: join(checkout, 'npm.cjs') };
  const { status, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  return stderr;
}

const installs = async (checkout: string): Promise<number> =>
  (await readFile(join(checkout, 'calls'), 'utf8')).trim().split('\n').length;

test('a checkout is installed with what the build needs, in production too, and only once', async () => {
  const checkout = await makeCheckout();
  expect(prepare(checkout)).toContain('building');
  expect(prepare(checkout)).not.toContain('building');
  expect(await installs(checkout)).toBe(1);
});

test('an installation that has lost what the build needs is made again', async () => {
  const checkout = await makeCheckout();
  prepare(checkout);
  await rm(join(checkout, 'node_modules/esbuild'), { recursive: true });
  prepare(checkout);
  expect(await installs(checkout)).toBe(2);
});

test('works through a symbolic link to the checkout', async () => {
  const checkout = await makeCheckout();
  const link = `${checkout}-link`;
  // A junction, because an ordinary user of Windows may make no other.
  await symlink(checkout, link, 'junction');
  onTestFinished(() => rm(link, { force: true }));
  expect(prepare(checkout, join(link, 'scripts/prepare.mjs'))).toContain('ready');
});
