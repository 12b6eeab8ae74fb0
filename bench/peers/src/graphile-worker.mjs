/** Graphile Worker: a job a message, a named queue a conversation, steps and state as the application's own rows. */

import { EventEmitter } from 'node:events';
import { createCompletions } from './completions.mjs';
import { measure } from './measure.mjs';
import { assertNoOverlap, assertRecorded, installedVersion, namespaceOf } from './peer.mjs';
import {
  APPLICATION_TABLES,
  createApplicationStore,
  createPool,
  createSchema,
  drain,
  dropSchema,
  startWriteCounter,
} from './postgres.mjs';
import { createOverlapCounter, createReply, deliver, nextState, runStep } from './work.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */

const NAME = 'graphile-worker';
const CONNECTIONS = 24;

const NOTES = [
  'accepted = the job row (jobKey = message id: deduplicates while the job exists, not after); delivered = the job removed',
  'a named queue a conversation: one at a time and in order; localQueue off, because it breaks that order',
  "steps, state and outgoing message are the application's own rows: two inserts, then one statement for state and message",
  'latency ends when the handler ends; removing the job follows at once, and the end of the run checks that none is left',
];

/** @param {ReturnType<typeof createApplicationStore>} store @param {ReturnType<typeof createOverlapCounter>} overlap */
function createTask(store, overlap) {
  return async (/** @type {any} */ message) => {
    overlap.enter(message.conversation);
    const state = await store.readState(message.conversation);
    const understood = runStep(message, 'understand');
    await store.writeStep(message.id, 'understand', understood);
    const answered = runStep(message, 'answer');
    await store.writeStep(message.id, 'answer', answered);
    const reply = createReply(understood, answered);
    await store.commitTurn(message, nextState(state, message), reply);
    deliver(reply);
    overlap.leave(message.conversation);
  };
}

/** @param {RunOptions} options @param {string} schema */
async function runQueues(options, schema) {
  const { Logger, run } = await import('graphile-worker');
  const workerSchema = `${schema}_jobs`;
  await createSchema(options.databaseUrl, schema, APPLICATION_TABLES);
  await dropSchema(options.databaseUrl, workerSchema);
  const pool = createPool(options.databaseUrl, CONNECTIONS);
  const store = createApplicationStore(pool, schema);
  const overlap = createOverlapCounter();
  const completions = createCompletions();
  const events = new EventEmitter();
  events.on('job:complete', ({ job, error }) => {
    if (error) completions.fail(job.payload.id, error);
    else completions.succeed(job.payload.id);
  });
  const runner = await run({
    pgPool: pool,
    schema: workerSchema,
    concurrency: options.inFlight,
    pollInterval: 100,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    events: /** @type {any} */ (events),
    taskList: { turn: createTask(store, overlap) },
  });
  const counter = await startWriteCounter(options.databaseUrl, [schema, workerSchema]);
  try {
    const { measured, completed } = await measure(NAME, options, async (message) => {
      const done = completions.wait(message.id);
      await runner.addJob('turn', message, {
        jobKey: message.id,
        queueName: message.conversation,
        maxAttempts: 1,
      });
      await done;
    });
    await drain(pool, NAME, `select count(*) as open from ${workerSchema}.jobs`);
    await runner.stop();
    assertRecorded(NAME, await store.outgoingIds(), completed);
    assertNoOverlap(NAME, overlap.overlaps);
    if ((await store.turnsInState()) !== completed.length)
      throw new Error(`${NAME}: an update of a state was lost`);
    await pool.end();
    return { ...measured, ...(await counter.read(completed.length)) };
  } finally {
    await runner.stop().catch(() => {}); // already stopped
    if (!pool.ended) await pool.end();
    await counter.close();
  }
}

/** @param {string} databaseUrl @param {string} namespace */
async function dropSchemas(databaseUrl, namespace) {
  await dropSchema(databaseUrl, namespace);
  await dropSchema(databaseUrl, `${namespace}_jobs`);
}

/** @type {import('./peer.mjs').Peer} */
export default {
  name: NAME,
  requires: 'postgres',
  version: () => installedVersion(NAME),
  async run(options) {
    const namespace = namespaceOf(NAME, options);
    try {
      return { ...(await runQueues(options, namespace)), notes: NOTES };
    } finally {
      await dropSchemas(options.databaseUrl, namespace);
    }
  },
  cleanUp: ({ databaseUrl, namespace }) => dropSchemas(databaseUrl, namespace),
};
