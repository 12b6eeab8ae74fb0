import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AssetSet, type ConsoleFile, type Manifest, toFile } from './assets.ts';
import { buildAssets } from './build-assets.ts';
import { renderChatPage } from './chat-page.ts';
import { type HomePageOptions, renderHomePage } from './home-page.ts';
import type { ChatPageOptions } from './web-chat/options.ts';

/** Pages and files of the console, ready to serve. */
export interface ConsoleAssets {
  chatPage(options: ChatPageOptions): string;
  homePage(options: HomePageOptions): string;
  /** By URL path. Names carry a hash: send `Cache-Control: public, max-age=31536000, immutable`. */
  readonly files: ReadonlyMap<string, ConsoleFile>;
  /** Value of the `Content-Security-Policy` header for both pages. */
  readonly contentSecurityPolicy: string;
}

/** Where `loadConsole` looks. */
export interface LoadConsoleOptions {
  /** A directory made by `console/build.mjs`; by default the one of this package. */
  readonly directory?: string;
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

async function readDist(directory: string): Promise<AssetSet> {
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Manifest;
  const files = await Promise.all(
    Object.entries(manifest.files).map(async ([path, contentType]): Promise<[string, ConsoleFile]> => {
      const body = await readFile(join(directory, 'assets', basename(path)));
      return [path, toFile(contentType, body)];
    }),
  );
  return { paths: manifest.paths, files: new Map(files) };
}

function findDist(here: string): string | null {
  const candidates = [here, join(here, '../dist')];
  for (let parent = here; parent !== dirname(parent); parent = dirname(parent)) {
    candidates.push(join(parent, 'console/dist'));
  }
  return candidates.find((directory) => existsSync(join(directory, 'manifest.json'))) ?? null;
}

async function isBuilderInstalled(): Promise<boolean> {
  return import('esbuild').then(
    () => true,
    () => false,
  );
}

async function findAssets(): Promise<AssetSet> {
  const here = dirname(fileURLToPath(import.meta.url));
  const isSource = existsSync(join(here, 'web-chat/main.tsx'));
  if (isSource && (await isBuilderInstalled())) {
    // Run from source, the sources are the truth: a build left over from yesterday would mislead.
    return buildAssets(here);
  }
  const dist = findDist(here);
  if (dist !== null) return readDist(dist);
  throw new Error(
    'The web pages are not built, and esbuild is not installed to build them now. Run `npm run build` (or `node console/build.mjs`).',
  );
}

/**
 * Loads the pages: built ones when installed, fresh ones from source in development and tests. Throws
 * when neither is possible, saying what to run.
 */
export async function loadConsole(options: LoadConsoleOptions = {}): Promise<ConsoleAssets> {
  const { paths, files } =
    options.directory === undefined ? await findAssets() : await readDist(options.directory);
  return {
    chatPage: (page) => renderChatPage(paths, page),
    homePage: (page) => renderHomePage(paths, page),
    files,
    contentSecurityPolicy,
  };
}
