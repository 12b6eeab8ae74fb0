import { basename, join } from 'node:path';
import { type PageFile, type PageFiles, toPageFile } from './page-files.ts';

/**
 * Bundles the researcher pages with esbuild, in memory. `folder` is `bots/esm/pages`. Throws when esbuild cannot
 * be imported or the sources do not compile.
 */
export async function buildPageFiles(folder: string): Promise<PageFiles> {
  const { build } = await import('esbuild');
  const source = join(folder, 'src');
  // The pages draw plans and check instruments with the bot's own code. What that code takes from Node or from the
  // runtime has a twin for the browser.
  const twins: Readonly<Record<string, string>> = {
    opora: join(source, 'browser/opora.ts'),
    '../schedule/draw-stream.ts': join(source, 'browser/draw-stream.ts'),
    './draw-stream.ts': join(source, 'browser/draw-stream.ts'),
  };
  const result = await build({
    entryPoints: [
      { in: join(source, 'main.tsx'), out: 'researcher' },
      { in: join(source, 'styles/researcher.css'), out: 'researcher' },
      { in: join(source, 'icon.svg'), out: 'icon' },
    ],
    outdir: '/assets',
    entryNames: '[name].[hash]',
    chunkNames: '[name].[hash]',
    bundle: true,
    splitting: true,
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
    plugins: [
      {
        name: 'browser-twins',
        setup: (builder) => {
          builder.onResolve({ filter: /^opora$|\/draw-stream\.ts$/ }, ({ path }) => ({
            path: twins[path] ?? path,
          }));
          // The schema library says its own faults in forty languages; the pages need its English alone.
          builder.onResolve({ filter: /^\.\.\/locales\/index\.js$/ }, ({ path }) => ({
            path,
            namespace: 'nothing',
          }));
          builder.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export {};' }));
        },
      },
    ],
  });
  const files = new Map<string, PageFile>();
  for (const { path, contents } of result.outputFiles) {
    const name = basename(path);
    files.set(name, toPageFile(name, contents));
  }
  const find = (pattern: RegExp): string => {
    const name = [...files.keys()].find((key) => pattern.test(key));
    if (name === undefined)
      throw new Error(`The build of the researcher pages made no file like ${pattern}.`);
    return name;
  };
  return {
    script: find(/^researcher\.\w+\.js$/),
    style: find(/^researcher\.\w+\.css$/),
    icon: find(/^icon\.\w+\.svg$/),
    files,
  };
}
