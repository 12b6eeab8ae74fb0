// `npm test`: installs and builds if needed, then runs the whole suite. Arguments go to vitest. The last line
// says how many tests passed and failed; a run without tests, or with tests left out, is no success.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const given = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'opora-tests-'));
const report = join(folder, 'report.json');
// Whoever chooses a reporter keeps it; the one that is read here comes beside it.
const shown = given.some((argument) => argument.startsWith('--reporter')) ? [] : ['--reporter=default'];

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return null;
  }
}

let status = 1;
try {
  const argv = [vitest, 'run', ...shown, '--reporter=json', `--outputFile.json=${report}`, ...given];
  const result = spawnSync(process.execPath, argv, { cwd: root, stdio: 'inherit' });
  status = result.status ?? 1;
  const counts = readReport();
  const passed = counts?.numPassedTests ?? 0;
  const failed = counts?.numFailedTests ?? 0;
  const skipped = (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0);
  const brokenFiles = (counts?.testResults ?? []).filter(
    ({ status: outcome, assertionResults }) => outcome === 'failed' && assertionResults.length === 0,
  ).length;
  // A chosen part of the suite (`npm test -- -t name`) leaves the rest out on purpose.
  const complete = given.length === 0;
  if (counts === null || passed + failed === 0) {
    process.stderr.write('test: no test ran.\n');
    status ||= 1;
  }
  if (complete && skipped > 0) {
    process.stderr.write(`test: ${skipped} tests were left out; the whole suite has to run.\n`);
    for (const { name, assertionResults } of counts.testResults) {
      for (const { status: outcome, fullName } of assertionResults) {
        if (outcome !== 'passed' && outcome !== 'failed') process.stderr.write(`  ${name}: ${fullName}\n`);
      }
    }
    status ||= 1;
  }
  if (brokenFiles > 0) process.stderr.write(`test: ${brokenFiles} files could not be run.\n`);
  // A file that cannot be run, or an error outside of any test, counts as one failure: never "0 failed" then.
  const failures = failed + brokenFiles || (status === 0 ? 0 : 1);
  process.stdout.write(`\n${passed} passed, ${failures} failed\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
