import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, sleep } from '../../core/clock.ts';
import { ConfigError, TransientError } from '../../core/errors.ts';
import { CLUSTER } from './cluster.ts';
import type { NativeBinaries } from './native-install.ts';
import { isServerOf, readPostmasterFile } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import type { RunAs } from './run-as.ts';
import { endOf, type ProgramEnd, runLauncher, runProgram, spawnOptions } from './run-program.ts';
import type { ServerView } from './server-view.ts';

/** A server process, started by us or found running. */
export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process is gone; the code is unknown for one that was found running. */
  readonly ended: Promise<ProgramEnd>;
}

/** What starting and stopping a server needs to know. */
export interface PostmasterPlan {
  readonly dataDirectory: string;
  readonly binaries: NativeBinaries;
  readonly runAs: RunAs;
  readonly view: ServerView;
  readonly clock: Clock;
}

/** Name of the server's configuration file in the data directory. */
export const CONFIGURATION = 'postgresql.conf';
const LOG = 'postgres.log';
/** What `pg_ctl` said; the server's log is open to one program only on Windows. */
const LAUNCHER_LOG = 'pg_ctl.log';
const LOG_LIMIT_BYTES = 10_000_000;
const READY_DEADLINE_MS = 120_000;
const WATCH_MS = 200;

/** Starts the server and resolves when it accepts connections, crash recovery included. */
export async function startPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  const { dataDirectory, view } = plan;
  const logFile = join(dataDirectory, LOG);
  rotateLog(logFile);
  const logStart = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const args = ['-D', view.path(CLUSTER), '-c', `config_file=${view.path(CONFIGURATION)}`];
  const readLog = (): string => readLogFrom(logFile, logStart);
  const postmaster =
    process.platform === 'win32'
      ? await startOnWindows(plan, logFile, readLog)
      : spawnServer(plan, args, logFile);
  await waitUntilReady(plan, postmaster, readLog);
  return postmaster;
}

/** Takes over a server that runs already, waiting until it accepts connections. */
export async function attachPostmaster(plan: PostmasterPlan, pid: number): Promise<Postmaster> {
  const postmaster = watchServer(plan, pid);
  await waitUntilReady(plan, postmaster, () => '');
  return postmaster;
}

/** A server that is not our child, watched by its pid, of which the caller knows that it is the server's. */
export function watchServer(plan: PostmasterPlan, pid: number): Postmaster {
  const cluster = join(plan.dataDirectory, CLUSTER);
  // Windows takes half a second to say whose a pid is, and hardly gives it away between two looks.
  const isThere = process.platform === 'win32' ? isAlive : (id: number) => isServerOf(cluster, id);
  const ended = new Promise<ProgramEnd>((resolve) => {
    const look = (): void => {
      if (isThere(pid)) plan.clock.after(WATCH_MS, look);
      else resolve({ code: null, signal: null });
    };
    look();
  });
  return { pid, ended };
}

/**
 * Stops the server: fast (clients are cut off, a checkpoint is written), after `deadlineMs` immediate (crash
 * recovery at the next start), at last by SIGKILL. Never rejects because the server is already gone.
 */
export async function stopPostmaster(
  plan: PostmasterPlan,
  postmaster: Postmaster,
  deadlineMs: number,
): Promise<'fast' | 'immediate' | 'killed'> {
  await requestStop(plan, postmaster.pid, 'fast');
  if (await endsWithin(plan.clock, postmaster, deadlineMs)) return 'fast';
  await requestStop(plan, postmaster.pid, 'immediate');
  if (await endsWithin(plan.clock, postmaster, 5_000)) return 'immediate';
  signal(postmaster.pid, 'SIGKILL');
  await endsWithin(plan.clock, postmaster, 5_000);
  return 'killed';
}

function spawnServer(plan: PostmasterPlan, args: readonly string[], logFile: string): Postmaster {
  const log = openSync(logFile, 'a', 0o600);
  try {
    // Its own session: Ctrl-C in the terminal goes to us alone, and we stop it when our work is flushed.
    const options = { ...spawnOptions(plan.runAs, plan.view, log), detached: true };
    const child = spawn(plan.binaries.postgres, args, options);
    child.unref();
    const ended = endOf(child).catch((): ProgramEnd => ({ code: 127, signal: null }));
    return { pid: child.pid ?? 0, ended };
  } finally {
    closeSync(log);
  }
}

/** Windows refuses administrators as Unix refuses root; only `pg_ctl` can drop those rights there. */
async function startOnWindows(
  plan: PostmasterPlan,
  logFile: string,
  readLog: () => string,
): Promise<Postmaster> {
  const cluster = join(plan.dataDirectory, CLUSTER);
  const options = `-c config_file="${plan.view.path(CONFIGURATION)}"`;
  const args = ['start', '-w', '-t', String(READY_DEADLINE_MS / 1_000), '-D', cluster, '-l', logFile];
  const said = join(plan.dataDirectory, LAUNCHER_LOG);
  const end = await runLauncher(plan.binaries.pgCtl, [...args, '-o', options], plan.runAs, plan.view, said);
  const pid = readPostmasterFile(cluster)?.pid;
  if (end.code !== 0 || pid === undefined) throw startFailed(end, `${end.output.trim()}\n${readLog()}`);
  return watchServer(plan, pid);
}

async function waitUntilReady(
  plan: PostmasterPlan,
  postmaster: Postmaster,
  readLog: () => string,
): Promise<void> {
  const cluster = join(plan.dataDirectory, CLUSTER);
  const deadline = plan.clock.monotonic() + READY_DEADLINE_MS;
  let end: ProgramEnd | null = null;
  postmaster.ended.then(
    (value) => {
      end = value;
    },
    () => undefined,
  );
  while (plan.clock.monotonic() < deadline) {
    const file = readPostmasterFile(cluster);
    if (file?.pid === postmaster.pid && file.status === 'ready') return;
    if (end !== null) throw startFailed(end, readLog());
    await sleep(plan.clock, 5);
  }
  throw new TransientError(
    'postgres_start_timeout',
    `The embedded database was not ready within ${READY_DEADLINE_MS / 1_000} s; it may still be recovering. Its log is ${join(plan.dataDirectory, LOG)}.`,
  );
}

async function requestStop(plan: PostmasterPlan, pid: number, mode: 'fast' | 'immediate'): Promise<void> {
  if (process.platform !== 'win32') {
    signal(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    return;
  }
  const args = ['stop', '-W', '-m', mode, '-D', join(plan.dataDirectory, CLUSTER)];
  await runProgram(plan.binaries.pgCtl, args, plan.runAs, plan.view);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function endsWithin(clock: Clock, postmaster: Postmaster, timeoutMs: number): Promise<boolean> {
  const timeout = new AbortController();
  const waited = sleep(clock, timeoutMs, timeout.signal).then(
    () => false,
    () => true,
  );
  const ended = await Promise.race([postmaster.ended.then(() => true), waited]);
  timeout.abort();
  return ended;
}

function rotateLog(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_LIMIT_BYTES) return;
  rmSync(`${file}.1`, { force: true });
  renameSync(file, `${file}.1`);
}

function readLogFrom(file: string, start: number): string {
  try {
    return readFileSync(file).subarray(start).toString('utf8');
  } catch {
    return '';
  }
}

function startFailed(end: ProgramEnd, log: string): ConfigError | TransientError {
  const last = log.trim().split('\n').slice(-3).join(' / ');
  const how = `The embedded database ended while starting (${end.code ?? end.signal ?? 'gone'}). ${last}`;
  if (/No space left on device/.test(log)) {
    return new ConfigError('postgres_disk_full', `${how} The disk is full: free space and start again.`);
  }
  if (/Permission denied|invalid permissions|wrong ownership/.test(log)) {
    return new ConfigError('postgres_permission_denied', `${how} Check the owner of the data directory.`);
  }
  return new TransientError('postgres_start_failed', how);
}
