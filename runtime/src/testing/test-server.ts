import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { silentLogger } from '../core/logger.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/embedded/index.ts';

/** Hands one embedded Postgres to every worker of a test run; it is started by the first who asks. */
export interface TestServer {
  /** Loopback port on which `requestTestServer` asks. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Opens the door. Costs nothing until the first request: a run of pure unit tests starts no database. */
export async function openTestServer(): Promise<TestServer> {
  let started: Promise<{ postgres: EmbeddedPostgres; folder: string }> | null = null;
  const door = createServer((socket) => {
    socket.on('error', () => undefined);
    started ??= startServer();
    started.then(
      ({ postgres }) => socket.end(JSON.stringify({ connectionString: postgres.connectionString })),
      (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      door.close();
      const server = await started?.catch(() => null);
      await server?.postgres.stop();
      if (server) await rm(server.folder, { recursive: true, force: true });
    },
  };
}

/** Connection string of the run's server, asked through the door at `port`. */
export function requestTestServer(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    createConnection(port, '127.0.0.1')
      .setEncoding('utf8')
      .on('data', (chunk: string) => {
        answer += chunk;
      })
      .on('error', reject)
      .on('end', () => {
        const { connectionString, error } = JSON.parse(answer) as Record<string, string | undefined>;
        if (connectionString !== undefined) resolve(connectionString);
        else reject(new Error(`The embedded test database did not start: ${error}`));
      });
  });
}

async function startServer(): Promise<{ postgres: EmbeddedPostgres; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'opora-test-'));
  guardFolder(folder);
  const postgres = await startEmbeddedPostgres({
    dataDirectory: folder,
    logger: silentLogger,
    clock: systemClock,
    // A test must survive a killed process, not a power cut; what proves the latter starts its own server.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '200', autovacuum_naptime: '60s' },
  });
  return { postgres, folder };
}

const GUARD = `
const { readFileSync, rmSync } = require('node:fs');
const folder = process.argv[1];
process.stdin.resume();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});
process.stdin.on('close', () => {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      process.kill(Number(readFileSync(folder + '/cluster/postmaster.pid', 'utf8').split('\\n')[0]), 'SIGQUIT');
    } catch {}
    try {
      rmSync(folder, { recursive: true, force: true });
      break;
    } catch {}
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
});
`;

/**
 * A process of its own that waits for our end of a pipe to close, which even `kill -9` brings about, then
 * stops the server and removes the folder. After an orderly stop it finds nothing left to do.
 */
function guardFolder(folder: string): void {
  const guard = spawn(process.execPath, ['-e', GUARD, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
}
