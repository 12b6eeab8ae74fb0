import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { childEnvironment } from './child-environment.ts';
import type { RunAs } from './run-as.ts';
import type { ServerView } from './server-view.ts';

/** How a program ended. Exactly one of `code` and `signal` is set. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How much of what a program said is kept, in characters. */
const LAST_WORDS = 4_000;

/** Options common to every Postgres program: who runs it, what it inherits, and a clean environment. */
export function spawnOptions(runAs: RunAs, view: ServerView, output: 'pipe' | number): SpawnOptions {
  return {
    ...(runAs.uid === null || runAs.gid === null ? {} : { uid: runAs.uid, gid: runAs.gid }),
    // The folder of the caller may be closed to the user the program runs as.
    cwd: process.platform === 'win32' ? process.cwd() : '/',
    env: childEnvironment(),
    stdio: ['ignore', output, output, ...view.inherited],
    windowsHide: true,
  };
}

/** Runs a program to its end and returns how it ended with the last 4,000 characters it said. */
export function runProgram(
  file: string,
  args: readonly string[],
  runAs: RunAs,
  view: ServerView,
): Promise<ProgramEnd & { readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, spawnOptions(runAs, view, 'pipe'));
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-LAST_WORDS);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
}

/**
 * Runs a program that leaves another one running, and returns when the program itself has ended. It writes into
 * `outputFile`, which is overwritten: the one that stays inherits the output, and would keep a pipe open for as
 * long as it lives.
 */
export async function runLauncher(
  file: string,
  args: readonly string[],
  runAs: RunAs,
  view: ServerView,
  outputFile: string,
): Promise<ProgramEnd & { readonly output: string }> {
  const output = openSync(outputFile, 'w', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(file, args, spawnOptions(runAs, view, output));
  } finally {
    closeSync(output);
  }
  const end = await endOf(child);
  return { ...end, output: readFileSync(outputFile, 'utf8').slice(-LAST_WORDS) };
}

/** Resolves when `child` has ended; rejects when it could not be started. */
export function endOf(child: ChildProcess): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * Keeps the process alive until the returned function is called. The runtime's timers never do, so a start
 * that waits for the server would otherwise end with nothing left to wait for.
 */
export function holdProcess(): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => undefined;
  return () => {
    port1.close();
    port2.close();
  };
}
