import { basename, join } from 'node:path';
import { type AssetPaths, type AssetSet, type ConsoleFile, toContentType, toFile } from './assets.ts';

/**
 * Bundles the pages with esbuild, in memory. `sourceDirectory` is `console/src`. Throws when esbuild
 * cannot be imported or the sources do not compile.
 */
export async function buildAssets(sourceDirectory: string): Promise<AssetSet> {
  const { build } = await import('esbuild');
  const pages = join(sourceDirectory, 'web-chat');
  const result = await build({
    entryPoints: [
      { in: join(pages, 'main.tsx'), out: 'chat' },
      { in: join(pages, 'styles/chat.css'), out: 'chat' },
      { in: join(pages, 'styles/home.css'), out: 'home' },
      { in: join(pages, 'icon.svg'), out: 'icon' },
    ],
    outdir: '/assets',
    entryNames: '[name].[hash]',
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'copy' },
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: {},
  });
  const files = new Map<string, ConsoleFile>();
  for (const { path, contents } of result.outputFiles) {
    const name = basename(path);
    files.set(`/assets/${name}`, toFile(toContentType(name), contents));
  }
  const find = (pattern: RegExp): string => {
    const path = [...files.keys()].find((key) => pattern.test(key));
    if (path === undefined) throw new Error(`The console build made no file like ${pattern}.`);
    return path;
  };
  const paths: AssetPaths = {
    chatScript: find(/\/chat\.\w+\.js$/),
    chatStyle: find(/\/chat\.\w+\.css$/),
    homeStyle: find(/\/home\.\w+\.css$/),
    icon: find(/\/icon\.\w+\.svg$/),
  };
  return { paths, files };
}
