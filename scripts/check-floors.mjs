// Holds the floors: import rules by dependency-cruiser, and the few words that belong to one place only.
// Fails when it examined nothing, because a checker that sees no files passes everything.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from './prepare.mjs';

process.chdir(root);
const folders = ['runtime/src', 'bots', 'console/src', 'emulators/src', 'bench/src'];
const faults = [];

const options = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));
const result = await cruise(folders, options, undefined, {
  tsConfig: extractTSConfig(join(root, 'tsconfig.json')),
});
const { summary } = result.output;
for (const { rule, from, to } of summary.violations) faults.push(`${rule.name}: ${from} → ${to}`);
const examined = result.output.modules.filter((module) =>
  /^(runtime|bots|console|emulators|bench)\//.test(module.source),
);

function* files(folder) {
  for (const name of readdirSync(folder)) {
    if (name === 'node_modules' || name === 'dist' || name === 'peers') continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

const isTest = (path) => /\.test\.ts$|\/test\/|\/testing\//.test(path);
const words = [
  {
    word: /\bprocess\.env\b/,
    what: 'process.env',
    allowed:
      /^runtime\/src\/app\/(config\.ts|command-line\.ts|torture\/)|child-environment\.ts$|^emulators\/|^bench\/|find-chromium/,
  },
  {
    word: /\bDate\.now\(|new Date\(\)|(?<!\.)\bsetTimeout\(|(?<!\.)\bsetInterval\(/,
    what: 'the clock',
    allowed:
      /^runtime\/src\/core\/clock\.ts$|^runtime\/src\/app\/(cli\.ts|commands\/|torture\/)|^console\/src\/web-chat\/|^bots\/esm\/pages\/src\/|^emulators\/|^bench\//,
  },
  {
    word: /\b(select\s[\s\S]{1,200}\sfrom\s|insert\s+into\s|delete\s+from\s|update\s+\w+\s+set\s)/i,
    what: 'SQL',
    allowed:
      /^runtime\/src\/postgres\/|^bots\/[^/]+\/src\/postgres\/|^bench\/|^runtime\/src\/app\/(storage|torture\/|commands\/database-commands)/,
    inTemplate: true,
  },
];

let read = 0;
for (const folder of folders) {
  for (const path of files(join(root, folder))) {
    const name = relative(root, path).replaceAll('\\', '/');
    if (isTest(name)) continue;
    read += 1;
    const text = readFileSync(path, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '');
    for (const { word, what, allowed, inTemplate } of words) {
      if (allowed.test(name)) continue;
      const places = inTemplate === true ? (text.match(/`[^`]*`|'[^'\n]*'/g) ?? []).join('\n') : text;
      if (word.test(places)) faults.push(`${what} does not belong in ${name}`);
    }
  }
}

process.stderr.write(`floors: ${examined.length} modules and ${read} files examined\n`);
if (examined.length < 100 || read < 100) faults.push('too few files were examined: the checker is broken');
for (const fault of faults) process.stderr.write(`floors: ${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
