/** Servers a peer needs for itself: started in a temporary folder, gone with it. */

import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_MS = 5_000;
const OUTPUT_KEPT = 4_000;

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first such program on PATH, then in `folders`.
 * @param {string} name @param {string[]} [folders]
 * @returns {string | undefined}
 */
export function findProgram(name, folders = []) {
  const paths = [...(process.env.PATH ?? '').split(delimiter), ...folders];
  return paths.map((folder) => join(folder, name)).find(isExecutable);
}

/** Where Debian puts the programs of each Postgres version, newest first. */
export function postgresFolders() {
  try {
    return readdirSync('/usr/lib/postgresql')
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => `/usr/lib/postgresql/${version}/bin`);
  } catch {
    return [];
  }
}

/** Ports of 127.0.0.1 that are free now. @param {number} count @returns {Promise<number[]>} */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise((/** @type {(port: number) => void} */ resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () =>
            resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port),
          );
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * @param {string} what  a name for messages
 * @param {string} program
 * @param {(folder: string) => {args: string[], env?: Record<string, string>}} settings  given a fresh folder
 * @param {{readyMs: number, isReady: () => Promise<boolean>}} probe
 */
export async function startServer(what, program, settings, probe) {
  const folder = await mkdtemp(join(tmpdir(), `opora-peer-${what}-`));
  const { args, env } = settings(folder);
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  /** @type {string | undefined} */
  let ended;
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const closed = new Promise((resolve) => {
    const end = (/** @type {string} */ how) => {
      ended = how;
      resolve(undefined);
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(`ended with ${signal ?? code}`));
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);

  const stop = async () => {
    if (ended === undefined) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await closed;
      clearTimeout(timer);
    }
    process.removeListener('exit', killWithUs);
    await rm(folder, { recursive: true, force: true });
  };

  const deadline = performance.now() + probe.readyMs;
  try {
    while (!(await probe.isReady().catch(() => false))) {
      if (ended !== undefined) throw new Error(`${what} ${ended}: ${output.trim()}`);
      if (performance.now() > deadline)
        throw new Error(`${what} not ready in ${probe.readyMs} ms: ${output.trim()}`);
      await sleep(50);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, folder };
}
