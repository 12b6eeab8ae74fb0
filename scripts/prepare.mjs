// Brings a checkout to the point where it can run: installs from the lockfile and builds, each only if needed.
// Uses nothing but Node, because nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isStarted } from './is-started.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const minimumNode = [20, 19];
const installStamp = join(root, 'node_modules/.opora-installed');
const buildStamp = join(root, 'dist/.opora-built');
const sources = [
  'runtime',
  'console',
  'emulators',
  'bench',
  'bots',
  'scripts',
  'opora.config.ts',
  'package.json',
];
const ignored = new Set(['node_modules', 'dist', 'peers', 'test', 'data', 'coverage']);

const say = (text) => process.stderr.write(`opora: ${text}\n`);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > minimumNode[0] || (major === minimumNode[0] && minor >= minimumNode[1])) return;
  say(`Node ${minimumNode.join('.')} or newer is needed, this is ${process.version}.`);
  process.exit(2);
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Whether the packages the build runs on are there: an installation for production leaves them out. */
function hasBuildPackages() {
  const { devDependencies } = JSON.parse(read(join(root, 'package.json')));
  return Object.keys(devDependencies).every((name) => existsSync(join(root, 'node_modules', name)));
}

function installIfNeeded() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(process.platform + process.arch)
    .digest('hex');
  if (read(installStamp) === wanted && hasBuildPackages()) return;
  say('installing packages from the lockfile (once, about half a minute) ...');
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  // Said aloud, because NODE_ENV=production makes npm leave out what the build needs.
  const argv = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(command, argv, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: npm === undefined && process.platform === 'win32',
  });
  if (result.status !== 0 || !hasBuildPackages()) {
    say('the installation failed; see the messages above.');
    process.exit(1);
  }
  writeFileSync(installStamp, wanted);
}

function* sourceFiles(path) {
  if (statSync(path).isFile()) {
    if (/\.(tsx?|mjs|css|svg|json|sql)$/.test(path)) yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) if (!ignored.has(name)) yield* sourceFiles(join(path, name));
}

/** Changes whenever a source file does; names and contents, so that a copied or touched tree is not rebuilt. */
function sourceHash() {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of sources) {
    for (const file of sourceFiles(join(root, source))) {
      if (file.endsWith('.test.ts')) continue;
      hash.update(relative(root, file)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

async function buildIfNeeded(force) {
  const wanted = sourceHash();
  if (!force && read(buildStamp) === wanted) return;
  say('building ...');
  const { buildAll } = await import(pathToFileURL(join(root, 'scripts/build.mjs')).href);
  await buildAll();
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, wanted);
}

/** Installs and builds what is missing or out of date. */
export async function prepare({ build = true, force = false } = {}) {
  checkNode();
  process.chdir(root);
  installIfNeeded();
  if (build) await buildIfNeeded(force);
}

if (isStarted(import.meta.url)) {
  await prepare();
  say('ready: `npm start` runs it, `npm test` proves it.');
}
