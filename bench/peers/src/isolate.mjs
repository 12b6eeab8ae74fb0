/** Runs one peer in a process group of its own and leaves nothing behind, however it ends. */

import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleBusyShare } from './busy.mjs';
import { FOLDER_PREFIX, namespaceOf } from './peer.mjs';

/** @typedef {import('./peer.mjs').Peer} Peer */
/** @typedef {import('./peer.mjs').PeerResult} PeerResult */
/** @typedef {import('./run-child.mjs').Report} Report */
/** @typedef {import('./peer.mjs').RunOptions} RunOptions */
/** @typedef {{peer: string, version: string, status: 'ok', busyBefore: number, result: PeerResult}} Succeeded */
/** @typedef {{peer: string, version: string, status: 'failed', reason: string}} Failed */

const CHILD = new URL('./run-child.mjs', import.meta.url);
const OVERHEAD_MS = 120_000;
const TURNS_LIMIT_MS = 900_000;
const MODES = 3;
const CLEAN_UP_MS = 15_000;
const OUTPUT_KEPT = 2_000;

/** @param {RunOptions} options */
function timeLimitMs({ seconds, turns, warmUpSeconds }) {
  if (turns !== undefined) return TURNS_LIMIT_MS;
  return MODES * ((seconds ?? 5) + (warmUpSeconds ?? 2)) * 1000 + OVERHEAD_MS;
}

/** The group: the child and the servers it started. @param {import('node:child_process').ChildProcess} child */
function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // no groups on this platform, or already gone
  }
}

/**
 * @param {Peer} peer @param {RunOptions} options @param {string} folder
 * @returns {Promise<{outcome: PeerResult | string, clean: boolean}>} a string is the reason of a failure
 */
function runChild(peer, options, folder) {
  const { signal, onProgress, ...plain } = options;
  const child = fork(CHILD, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
  });
  let output = '';
  /** @type {PeerResult | string | undefined} */
  let outcome;
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  /** @type {NodeJS.Timeout | undefined} */
  let killing;
  const abort = (/** @type {string} */ reason) => {
    if (child.connected) child.send({ command: 'abort', reason });
    killing ??= setTimeout(() => killGroup(child), CLEAN_UP_MS);
  };
  const limit = setTimeout(() => abort('took too long'), timeLimitMs(options));
  const onAbort = () => abort('aborted');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  child.on('message', (/** @type {Report} */ report) => {
    if (report.kind === 'progress') onProgress?.(report.progress);
    else outcome = report.kind === 'result' ? report.result : report.reason;
  });
  child.send({ command: 'run', peer: peer.name, options: plain });
  return new Promise((resolve) => {
    const end = (/** @type {string} */ how) => {
      clearTimeout(limit);
      clearTimeout(killing);
      signal?.removeEventListener('abort', onAbort);
      killGroup(child); // a server it may have left
      resolve({
        outcome: outcome ?? `the process ${how}: ${output.trim() || 'it said nothing'}`,
        clean: outcome !== undefined,
      });
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, name) => end(`ended with ${name ?? code}`));
  });
}

/**
 * @param {Peer} peer @param {RunOptions} options
 * @returns {Promise<Succeeded | Failed>} never throws for what the peer does
 */
export async function runIsolated(peer, options) {
  /** @type {string} */
  let version;
  try {
    version = peer.version();
  } catch (error) {
    return {
      peer: peer.name,
      version: 'not installed',
      status: 'failed',
      reason: /** @type {Error} */ (error).message,
    };
  }
  const busyBefore = await sampleBusyShare();
  const namespace = namespaceOf(peer.name, options);
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  try {
    const { outcome, clean } = await runChild(peer, { ...options, namespace }, folder);
    if (!clean) await peer.cleanUp({ ...options, namespace }).catch(() => {}); // the reason below matters more
    if (typeof outcome === 'string') return { peer: peer.name, version, status: 'failed', reason: outcome };
    return { peer: peer.name, version, status: 'ok', busyBefore, result: outcome };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
