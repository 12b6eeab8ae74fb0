import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunAs } from './run-as.ts';
import { runLauncher } from './run-program.ts';
import type { ServerView } from './server-view.ts';
import { makeFolder } from './test-setup.ts';

const runAs: RunAs = { uid: null, gid: null, name: 'the current user' };
const view: ServerView = { path: (name) => name, inherited: [], close: () => undefined };

/** Leaves a program behind that inherits its output, as `pg_ctl start` does on Windows. */
const launcher = `
const options = { stdio: 'inherit', detached: true };
const child = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 60_000)'], options);
child.unref();
console.log(child.pid);
process.exitCode = 3;
`;

test('a launcher has ended although what it started holds on to its output', async () => {
  const file = join(await makeFolder(), 'said.log');
  const startedAt = performance.now();
  const end = await runLauncher(process.execPath, ['-e', launcher], runAs, view, file);
  onTestFinished(() => {
    process.kill(Number(end.output));
  });
  expect(end).toEqual({ code: 3, signal: null, output: expect.stringMatching(/^\d+\n$/) });
  expect(performance.now() - startedAt).toBeLessThan(30_000);
});
