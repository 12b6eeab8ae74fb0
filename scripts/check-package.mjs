// Checks what would be published: the files are in the package, and plain Node can use them.
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();

const faults = [];
const runtime = join(root, 'runtime');
const manifest = JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8'));

function run(command, argv, options = {}) {
  const result = spawnSync(command, argv, { cwd: root, encoding: 'utf8', ...options });
  if (result.status !== 0)
    faults.push(`${argv.join(' ')} failed: ${(result.stderr || String(result.error)).trim()}`);
  return result.stdout ?? '';
}

function packedFiles() {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const shell = npm === undefined && process.platform === 'win32';
  const text = run(command, [...first, 'pack', '--dry-run', '--json', '-w', 'runtime'], { shell });
  try {
    return new Set(JSON.parse(text)[0].files.map(({ path }) => path));
  } catch {
    faults.push('npm pack printed no list of files');
    return new Set();
  }
}

const packed = packedFiles();
const migrations = readdirSync(join(runtime, 'migrations')).map((name) => `migrations/${name}`);
const exported = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'string' ? [entry] : [entry.default, entry.types],
);
const wanted = new Set(
  ['package.json', 'dist/torture-child.cjs', manifest.bin.opora, ...exported, ...migrations].map((path) =>
    path.replace(/^\.\//, ''),
  ),
);
for (const path of wanted) if (!packed.has(path)) faults.push(`${path} is not in the package`);
for (const path of packed) {
  if (/(^|\/)(\.env|data|node_modules)(\/|$)/.test(path))
    faults.push(`${path} does not belong in the package`);
}

// A folder outside of the checkout, so that only the package's own exports answer.
const scratch = mkdtempSync(join(tmpdir(), 'opora-package-'));
let imported = 0;
try {
  mkdirSync(join(scratch, 'node_modules'));
  symlinkSync(
    runtime,
    join(scratch, 'node_modules/opora'),
    process.platform === 'win32' ? 'junction' : 'dir',
  );
  const expected = {
    opora: 'defineBot',
    'opora/app': 'runCommandLine',
    'opora/testing': 'createTestDatabase',
  };
  for (const [name, face] of Object.entries(expected)) {
    const program = `const face = await import('${name}'); console.log(typeof face['${face}']);`;
    writeFileSync(join(scratch, 'try.mjs'), program);
    const printed = run(process.execPath, ['try.mjs'], { cwd: scratch }).trim();
    if (printed === 'function') imported += 1;
    else faults.push(`import('${name}') gives no ${face} (${printed})`);
  }
  const version = run(process.execPath, [join(runtime, manifest.bin.opora), '--version']).trim();
  if (version !== manifest.version)
    faults.push(`opora --version prints "${version}", not ${manifest.version}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.stderr.write(
  `package: ${packed.size} files, ${wanted.size} of them wanted; ${imported} entries imported\n`,
);
if (packed.size < 50 || imported === 0) faults.push('too little was examined: the checker is broken');
for (const fault of faults) process.stderr.write(`package: ${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
