// Builds every workspace with esbuild: sources to `dist/`, packages external.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isStarted } from './is-started.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
  // `{...{a, b}, c}` becomes `{a, b, c}`: on Node 20 a spread that is added to makes a hidden class of each object.
  minifySyntax: true,
};

/** Entry points by output name; the runtime's share their modules, so that its classes exist once. */
const workspaces = [
  {
    folder: 'runtime',
    entries: {
      index: 'src/index.ts',
      app: 'src/app/index.ts',
      testing: 'src/testing/index.ts',
      cli: 'src/app/cli.ts',
    },
  },
  { folder: 'emulators', entries: { index: 'src/index.ts' } },
  { folder: 'bench', entries: { index: 'src/index.ts' } },
  {
    folder: 'bots/esm',
    entries: { index: 'src/index.ts', 'build-page-files': 'src/pages/build-page-files.ts' },
  },
];

/** Builds everything. */
export async function buildAll() {
  for (const { folder, entries } of workspaces) {
    const outdir = join(root, folder, 'dist');
    await rm(outdir, { recursive: true, force: true });
    const entryPoints = Object.entries(entries)
      .filter(([, file]) => existsSync(join(root, folder, file)))
      .map(([out, file]) => ({ out, in: join(root, folder, file) }));
    await build({ ...shared, entryPoints, outdir, splitting: true });
  }
  // Alone and small: it is started thousands of times.
  await build({
    ...shared,
    entryPoints: [join(root, 'runtime/src/app/torture/child.ts')],
    outfile: join(root, 'runtime/dist/torture-child.cjs'),
    format: 'cjs',
    packages: 'bundle',
    external: ['pg-native'],
    minify: true,
    sourcemap: false,
    logLevel: 'error',
  });
  await build({
    ...shared,
    entryPoints: [join(root, 'opora.config.ts')],
    outfile: join(root, 'dist/opora.config.js'),
  });
  for (const script of ['console/build.mjs', 'bots/esm/pages/build.mjs']) {
    execFileSync(process.execPath, [join(root, script)], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

if (isStarted(import.meta.url)) await buildAll();
