// Builds the researcher pages into bots/esm/dist/pages/. Needs bots/esm/dist/build-page-files.js, which
// `npm run build` makes just before.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('.', import.meta.url));
const dist = join(folder, '../dist');
const pages = join(dist, 'pages');

const { buildPageFiles } = await import(pathToFileURL(join(dist, 'build-page-files.js')).href);
const { files, ...parts } = await buildPageFiles(folder);
await mkdir(pages, { recursive: true });
for (const [name, { body }] of files) {
  await writeFile(join(pages, name), body);
  process.stdout.write(`esm pages ${name} ${body.length} B, ${gzipSync(body, { level: 9 }).length} B gzip\n`);
}
// The manifest comes last, so that a server starting meanwhile never reads names of missing files.
const manifest = { ...parts, files: [...files.keys()] };
await writeFile(join(pages, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of await readdir(pages)) {
  if (name !== 'manifest.json' && !files.has(name)) await rm(join(pages, name));
}
