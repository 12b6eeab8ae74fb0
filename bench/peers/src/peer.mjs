/**
 * The contract of a peer, and what every peer shares about reading its options.
 *
 * @typedef {{peer: string, phase: 'setup' | 'warm-up' | 'measure' | 'verify' | 'clean-up', turns: number, seconds: number}} Progress
 *
 * @typedef {object} RunOptions
 * @property {string} databaseUrl  Postgres; also over a unix socket
 * @property {string} redisUrl  used by BullMQ only where no redis-server program is found: else it starts one of its own
 * @property {number} conversations  messages go round them in turn
 * @property {number} [turns]  measure until so many are done,
 * @property {number} [seconds]  or for so long; 5 when neither is given
 * @property {number} inFlight  accepted and not yet delivered, at any time
 * @property {boolean} [variants]  also measure the other modes of the peer; true unless told
 * @property {number} [warmUpSeconds]  not measured; 1.5 unless told
 * @property {string} [namespace]  the schema or key prefix to use, and to drop at the end
 * @property {AbortSignal} [signal]
 * @property {(progress: Progress) => void} [onProgress]
 *
 * @typedef {object} Measurement
 * @property {number} turns  in the measured window
 * @property {number} seconds
 * @property {number} turnsPerSecond
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} [cpuMsPerTurn]  of this node process alone
 * @property {number} [rowsPerTurn]  left in the database
 * @property {number} [tuplesPerTurn]  inserted, updated and deleted
 * @property {number} [walBytesPerTurn]  of the whole server: others' writes count too
 *
 * @typedef {Measurement & {variant: string}} VariantMeasurement
 * @typedef {Measurement & {notes: string[], variants?: VariantMeasurement[]}} PeerResult
 *
 * @typedef {object} Peer
 * @property {string} name
 * @property {'postgres' | 'redis' | 'restate'} requires
 * @property {() => string} version
 * @property {(options: RunOptions) => Promise<PeerResult>} run  throws when it cannot, never estimates
 * @property {(options: {databaseUrl: string, redisUrl: string, namespace: string}) => Promise<void>} cleanUp  drops what a killed run left
 */

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Of the temporary folder of one isolated run. */
export const FOLDER_PREFIX = 'opora-peer-';

/** How long a redelivered message may take to reach its handler, were it not recognised. */
const REDELIVERY_MS = 300;

const modules = new URL('../node_modules/', import.meta.url);

/**
 * The installed version of a package of this folder.
 * @param {string} name
 * @throws {Error} when `npm ci` has not been run here
 */
export function installedVersion(name) {
  try {
    return String(JSON.parse(readFileSync(new URL(`${name}/package.json`, modules), 'utf8')).version);
  } catch (cause) {
    throw new Error(`${name} is not installed: run "npm ci" in bench/peers`, { cause });
  }
}

/**
 * The schema of one run: at most 63 bytes, letters, digits and underscores.
 * @param {string} peer
 * @param {{namespace?: string}} options
 */
export function namespaceOf(peer, options) {
  const namespace = options.namespace ?? `opora_peer_${peer.replaceAll('-', '_')}_${process.pid}`;
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(namespace)) throw new Error(`not a usable namespace: ${namespace}`);
  return namespace;
}

/**
 * Fails unless exactly the completed messages were recorded.
 * @param {string} where
 * @param {Iterable<string>} recorded  ids, as the system kept them
 * @param {readonly string[]} completed  ids, as the load driver saw them finish
 */
export function assertRecorded(where, recorded, completed) {
  const ids = [...recorded];
  const kept = new Set(ids);
  const missing = completed.filter((id) => !kept.has(id)).length;
  if (missing > 0 || ids.length !== completed.length || kept.size !== ids.length) {
    throw new Error(
      `${where}: ${completed.length} turns reported done, ${ids.length} outgoing messages recorded, ` +
        `${missing} missing, ${ids.length - kept.size} twice`,
    );
  }
}

/**
 * Sends a completed message once more; fails if its handler starts again.
 * @param {string} where
 * @param {{readonly entered: number}} counter
 * @param {() => Promise<unknown>} redeliver
 */
export async function assertDeduplicated(where, counter, redeliver) {
  const before = counter.entered;
  await redeliver();
  await sleep(REDELIVERY_MS);
  if (counter.entered !== before) throw new Error(`${where}: a message delivered twice was handled twice`);
}

/**
 * Fails when a system that promises one handler a conversation ran two.
 * @param {string} where
 * @param {number} overlaps
 */
export function assertNoOverlap(where, overlaps) {
  if (overlaps > 0)
    throw new Error(`${where}: two handlers of one conversation ran at once, ${overlaps} times`);
}
