// Builds the web pages and the server's side of them into console/dist/.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');
const assets = join(dist, 'assets');

await mkdir(assets, { recursive: true });
await build({
  entryPoints: [join(root, 'src/index.ts'), join(root, 'src/build-assets.ts')],
  outdir: dist,
  bundle: true,
  splitting: true,
  chunkNames: '[name]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const { buildAssets } = await import(pathToFileURL(join(dist, 'build-assets.js')).href);
const { paths, files } = await buildAssets(join(root, 'src'));

const types = {};
for (const [path, { contentType, body }] of files) {
  types[path] = contentType;
  await writeFile(join(assets, basename(path)), body);
  const size = `${body.length} B, ${gzipSync(body, { level: 9 }).length} B gzip`;
  process.stdout.write(`console ${path} ${size}\n`);
}
// The manifest comes last, so that a server starting meanwhile never reads names of missing files.
await writeFile(join(dist, 'manifest.json'), `${JSON.stringify({ paths, files: types }, null, 2)}\n`);
const current = new Set([...files.keys()].map((path) => basename(path)));
for (const name of await readdir(assets)) if (!current.has(name)) await rm(join(assets, name));
