import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { silentLogger } from '../../core/logger.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.ts';
import { isAlive } from './process-identity.ts';

/** What the fixture process says about itself in one line. */
export interface OwnerReport {
  readonly connectionString?: string;
  readonly pid?: number;
  readonly attached?: boolean;
  readonly created?: boolean;
  readonly code?: string;
  readonly message?: string;
}

/** A folder with a space and Cyrillic letters in its name, removed when the test ends. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'opora база '));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return folder;
}

/** Starts a server in this process and stops it when the test ends. */
export async function startHere(
  dataDirectory: string,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({
    dataDirectory,
    logger: silentLogger,
    clock: systemClock,
    settings,
  });
  onTestFinished(async () => {
    await server.stop();
    // A short socket folder outlives its server on purpose; here nobody comes back for it.
    if (!server.host.startsWith(dataDirectory)) await rm(server.host, { recursive: true, force: true });
  });
  return server;
}

/** Starts another node process that owns a server; it is killed with SIGKILL when the test ends. */
export function spawnOwner(
  dataDirectory: string,
  ids: { uid?: number; gid?: number } = {},
): { child: ChildProcess; report: Promise<OwnerReport> } {
  const file = fileURLToPath(new URL('./owner-fixture.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), file, dataDirectory], {
    ...ids,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const report = new Promise<OwnerReport>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(JSON.parse(text) as OwnerReport);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the owner ended without a word')));
  });
  // A test that kills the owner before it reports does not wait for the report.
  report.catch(() => undefined);
  return { child, report };
}

/** Lets a server and everything that works for it stand still; the answer lets it go on, once or more often. */
export function freeze(serverPid: number): () => void {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = list.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const pids = pairs.flatMap(([pid = 0, parent]) => (pid === serverPid || parent === serverPid ? [pid] : []));
  const signalAll = (signal: NodeJS.Signals): void => {
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, signal);
  };
  signalAll('SIGSTOP');
  return () => signalAll('SIGCONT');
}

/** Runs one statement on a connection of its own. */
export async function ask(
  connectionString: string,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Resolves when `child` has ended. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
