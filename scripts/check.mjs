// `npm run check`: everything that must hold before a change is done. Stops at the first failure.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
const bin = (name, path) => [process.execPath, join(root, 'node_modules', name, path)];
const own = (script) => [process.execPath, join(root, 'scripts', script)];

const steps = [
  ['format and lint', [...bin('@biomejs/biome', 'bin/biome'), 'check', '.']],
  ['types', [...bin('typescript', 'bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
  ['floors', own('check-floors.mjs')],
  ['dead code', [...bin('knip', 'bin/knip.js'), '--no-progress']],
  ['docs', own('check-docs.mjs')],
  ['package', own('check-package.mjs')],
  ...(process.argv.includes('--no-tests') ? [] : [['tests', own('test.mjs')]]),
];

for (const [name, [command, ...argv]] of steps) {
  const startedAt = performance.now();
  process.stderr.write(`check: ${name} ...\n`);
  const result = spawnSync(command, argv, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) {
    process.stderr.write(`check: ${name} FAILED\n`);
    process.exit(result.status ?? 1);
  }
  process.stderr.write(`check: ${name} ok (${((performance.now() - startedAt) / 1000).toFixed(1)} s)\n`);
}
