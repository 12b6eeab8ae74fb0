/** The child process of one peer: told what to run over IPC, answers with progress and one outcome. */

/**
 * @typedef {{command: 'run', peer: string, options: import('./peer.mjs').RunOptions} | {command: 'abort', reason: string}} Order
 * @typedef {{kind: 'progress', progress: import('./peer.mjs').Progress} | {kind: 'result', result: import('./peer.mjs').PeerResult} | {kind: 'failed', reason: string}} Report
 */

import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { FOLDER_PREFIX } from './peer.mjs';
import { peers } from './peers.mjs';

const controller = new AbortController();

/** @param {Report} report */
function send(report) {
  return new Promise((resolve) => process.send?.(report, undefined, undefined, resolve));
}

/** @param {unknown} error @returns {string} */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  const first =
    error instanceof AggregateError && error.errors.length > 0 ? reasonOf(error.errors[0]) : error.message;
  return error.cause instanceof Error ? `${first} (${error.cause.message})` : first || error.name;
}

/** @param {string} name @param {import('./peer.mjs').RunOptions} options */
async function runPeer(name, options) {
  try {
    const peer = peers.find((each) => each.name === name);
    if (peer === undefined) throw new Error(`no such peer: ${name}`);
    const result = await peer.run({
      ...options,
      signal: controller.signal,
      onProgress: (progress) => void send({ kind: 'progress', progress }),
    });
    await send({ kind: 'result', result });
    process.exit(0);
  } catch (error) {
    await send({ kind: 'failed', reason: reasonOf(error) });
    process.exit(1);
  }
}

process.on('message', (/** @type {Order} */ order) => {
  if (order.command === 'abort') controller.abort(new Error(order.reason));
  else void runPeer(order.peer, order.options);
});
// The parent is gone: stop and clean up, its folder too; nobody else will.
process.on('disconnect', () => {
  const folder = tmpdir();
  if (basename(folder).startsWith(FOLDER_PREFIX)) {
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  controller.abort(new Error('the parent process is gone'));
});
