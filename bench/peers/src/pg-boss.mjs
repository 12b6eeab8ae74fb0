/** pg-boss 10: a job a message; steps, state and outgoing message as the application's own rows. */

import { setTimeout as sleep } from 'node:timers/promises';
import { createCompletions } from './completions.mjs';
import { measure } from './measure.mjs';
import { assertDeduplicated, assertRecorded, installedVersion, namespaceOf } from './peer.mjs';
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
/** @typedef {import('./work.mjs').Message} Message */

const NAME = 'pg-boss';
const QUEUE = 'turns';
const CONNECTIONS = 24;
const FETCHERS = 2;
const IDLE_MS = 10;

/** @param {number} overlaps */
const notes = (overlaps) => [
  'accepted = the job row (job id = message id: deduplicates while the row is kept); delivered = the job completed',
  'NOT ordered and not one at a time: strict order per key came with pg-boss 12, which needs Node 22; an update of the state can be lost',
  `handlers of one conversation that ran at once in this run: ${overlaps}`,
  `jobs fetched and completed in batches by ${FETCHERS} loops of ours, ${IDLE_MS} ms apart when idle: its own worker polls every 500 ms at best`,
];

/** @param {ReturnType<typeof createApplicationStore>} store @param {ReturnType<typeof createOverlapCounter>} overlap */
function createHandler(store, overlap) {
  return async (/** @type {Message} */ message) => {
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
async function runQueue(options, schema) {
  const { default: PgBoss } = await import('pg-boss');
  const jobSchema = `${schema}_jobs`;
  await createSchema(options.databaseUrl, schema, APPLICATION_TABLES);
  await dropSchema(options.databaseUrl, jobSchema);
  const pool = createPool(options.databaseUrl, CONNECTIONS);
  const store = createApplicationStore(pool, schema);
  const overlap = createOverlapCounter();
  const completions = createCompletions();
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: jobSchema,
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => {}); // errors of a call reach its caller
  const handle = createHandler(store, overlap);
  let stopping = false;

  async function fetchLoop() {
    while (!stopping) {
      const jobs = await boss.fetch(QUEUE, { batchSize: Math.ceil(options.inFlight / FETCHERS) });
      if (jobs.length === 0) {
        await sleep(IDLE_MS);
        continue;
      }
      const messages = jobs.map((job) => /** @type {Message} */ (job.data));
      try {
        await Promise.all(messages.map(handle));
        await boss.complete(
          QUEUE,
          jobs.map((job) => job.id),
        );
        for (const message of messages) completions.succeed(message.id);
      } catch (error) {
        for (const message of messages) completions.fail(message.id, error);
      }
    }
  }

  const counter = await startWriteCounter(options.databaseUrl, [schema, jobSchema]);
  /** @type {Promise<unknown>} */
  let loops = Promise.resolve();
  try {
    await boss.start();
    await boss.createQueue(QUEUE);
    loops = Promise.all(Array.from({ length: FETCHERS }, fetchLoop));
    loops.catch(completions.failAll);
    const { measured, completed, sample } = await measure(NAME, options, async (message) => {
      const done = completions.wait(message.id);
      const sent = await boss.send(QUEUE, message, { id: message.id, retryLimit: 0 });
      if (sent === null) throw new Error(`${NAME}: the job was not taken`);
      await done;
    });
    await assertDeduplicated(NAME, overlap, () => boss.send(QUEUE, sample, { id: sample.id, retryLimit: 0 }));
    await drain(
      pool,
      NAME,
      `select count(*) as open from ${jobSchema}.job where name = '${QUEUE}' and state <> 'completed'`,
    );
    assertRecorded(NAME, await store.outgoingIds(), completed);
    stopping = true;
    await loops;
    await boss.stop({ graceful: false, wait: true });
    await pool.end();
    const written = await counter.read(completed.length);
    return { ...measured, ...written, notes: notes(overlap.overlaps) };
  } finally {
    stopping = true;
    await loops.catch(() => {}); // its error has reached the driver
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
      return await runQueue(options, namespace);
    } finally {
      await dropSchemas(options.databaseUrl, namespace);
    }
  },
  cleanUp: ({ databaseUrl, namespace }) => dropSchemas(databaseUrl, namespace),
};
