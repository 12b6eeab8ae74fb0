/** Every peer, in the order they are run. Each loads the system it measures only when run. */

import bullmq from './bullmq.mjs';
import dbos from './dbos.mjs';
import graphileWorker from './graphile-worker.mjs';
import langgraph from './langgraph.mjs';
import pgBoss from './pg-boss.mjs';
import pgbenchRaw from './pgbench-raw.mjs';
import restate from './restate.mjs';

/** @type {readonly import('./peer.mjs').Peer[]} */
export const peers = Object.freeze([pgbenchRaw, langgraph, dbos, restate, graphileWorker, pgBoss, bullmq]);
