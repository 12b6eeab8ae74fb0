import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPageFiles } from './build-page-files.ts';
import { type PageFiles, type PageManifest, toPageFile } from './page-files.ts';

async function readBuilt(folder: string): Promise<PageFiles> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as PageManifest;
  const { script, style, icon } = manifest;
  const files = await Promise.all(
    manifest.files.map(async (name) => [name, toPageFile(name, await readFile(join(folder, name)))] as const),
  );
  return { script, style, icon, files: new Map(files) };
}

async function isBuilderInstalled(): Promise<boolean> {
  return import('esbuild').then(
    () => true,
    () => false,
  );
}

/**
 * Loads the pages: fresh ones when run from source with esbuild at hand, else those that
 * `node bots/esm/pages/build.mjs` left in `bots/esm/dist/pages`. Throws when there is neither, saying what to run.
 */
export async function loadPageFiles(): Promise<PageFiles> {
  const here = dirname(fileURLToPath(import.meta.url));
  const sources = join(here, '../../pages');
  // Run from source, the sources are the truth: a build left over from yesterday would mislead.
  if (existsSync(join(sources, 'src/main.tsx')) && (await isBuilderInstalled()))
    return buildPageFiles(sources);
  const built = [join(here, 'pages'), join(here, '../../dist/pages')].find((folder) =>
    existsSync(join(folder, 'manifest.json')),
  );
  if (built !== undefined) return readBuilt(built);
  throw new Error(
    'The researcher pages are not built, and esbuild is not installed to build them now. Run `npm run build`.',
  );
}
