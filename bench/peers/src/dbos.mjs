/** DBOS: a workflow a message (workflow id = message id) on a queue partitioned by conversation. */

import { createCompletions } from './completions.mjs';
import { measure } from './measure.mjs';
import {
  assertDeduplicated,
  assertNoOverlap,
  assertRecorded,
  installedVersion,
  namespaceOf,
} from './peer.mjs';
import {
  APPLICATION_TABLES,
  createApplicationStore,
  createPool,
  createSchema,
  drain,
  dropSchema,
  startWriteCounter,
} from './postgres.mjs';
import { createSerializer } from './serialize.mjs';
import { createOverlapCounter, createReply, deliver, nextState, runStep } from './work.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */

const NAME = 'dbos';
const CONNECTIONS = 24;
const POLL_MS = 10;

const NOTES = [
  "accepted = the workflow row (workflow id = message id, so a redelivery is one workflow); delivered = the workflow's SUCCESS",
  `queue with partitionConcurrency 1 and partition key = conversation: one at a time and in order; polled every ${POLL_MS} ms (the default is 1,000)`,
  "two steps, and a third that writes state and outgoing message in one statement of the application's own",
  'latency ends when the workflow function ends; its SUCCESS row follows, and the end of the run checks every one',
  'variant direct: no queue; the workflow starts at once and only the memory of this process keeps a conversation in order',
];

/** @param {any} DBOS @param {{store: ReturnType<typeof createApplicationStore>, overlap: ReturnType<typeof createOverlapCounter>, completions: ReturnType<typeof createCompletions>}} parts */
function registerTurn(DBOS, { store, overlap, completions }) {
  return DBOS.registerWorkflow(
    async (/** @type {import('./work.mjs').Message} */ message) => {
      overlap.enter(message.conversation);
      try {
        const understood = await DBOS.runStep(async () => runStep(message, 'understand'), {
          name: 'understand',
        });
        const answered = await DBOS.runStep(async () => runStep(message, 'answer'), { name: 'answer' });
        const reply = createReply(understood, answered);
        await DBOS.runStep(
          async () => {
            const state = await store.readState(message.conversation);
            await store.commitTurn(message, nextState(state, message), reply);
          },
          { name: 'commit' },
        );
        const receipt = deliver(reply);
        overlap.leave(message.conversation);
        completions.succeed(message.id);
        return receipt;
      } catch (error) {
        completions.fail(message.id, error);
        throw error;
      }
    },
    { name: 'turn' },
  );
}

/** Waits until every workflow has its SUCCESS row. @param {import('pg').Pool} pool @param {string} schema @param {string[]} completed */
async function verifyWorkflows(pool, schema, completed) {
  await drain(pool, NAME, `select count(*) as open from ${schema}.workflow_status where status <> 'SUCCESS'`);
  const { rows } = await pool.query(`select workflow_uuid as id from ${schema}.workflow_status`);
  assertRecorded(
    `${NAME} workflows`,
    rows.map((row) => row.id),
    completed,
  );
}

/** @param {RunOptions} options @param {string} schema @param {'queue' | 'direct'} mode */
async function runMode(options, schema, mode) {
  const { DBOS } = await import('@dbos-inc/dbos-sdk');
  const systemSchema = `${schema}_dbos`;
  await createSchema(options.databaseUrl, schema, APPLICATION_TABLES);
  await dropSchema(options.databaseUrl, systemSchema);
  const pool = createPool(options.databaseUrl, CONNECTIONS);
  const systemPool = createPool(options.databaseUrl, CONNECTIONS);
  const parts = {
    store: createApplicationStore(pool, schema),
    overlap: createOverlapCounter(),
    completions: createCompletions(),
  };
  const counter = await startWriteCounter(options.databaseUrl, [schema, systemSchema]);
  try {
    const silent = () => {};
    DBOS.setConfig({
      name: 'opora-peer',
      systemDatabaseUrl: 'postgresql://unused:unused@127.0.0.1/unused', // checked for its form only: the pool below is
      systemDatabasePool: systemPool,
      systemDatabaseSchemaName: systemSchema,
      logger: /** @type {any} */ ({ debug: silent, info: silent, warn: silent, error: console.error }),
    });
    const turn = registerTurn(DBOS, parts);
    await DBOS.launch();
    if (mode === 'queue')
      await DBOS.registerQueue('turns', { partitionConcurrency: 1, minPollingIntervalMs: POLL_MS });
    const serializer = createSerializer();
    const startWorkflow = (/** @type {import('./work.mjs').Message} */ message) => {
      const queue = { queueName: 'turns', enqueueOptions: { queuePartitionKey: message.conversation } };
      return DBOS.startWorkflow(turn, { workflowID: message.id, ...(mode === 'queue' ? queue : {}) })(
        message,
      );
    };
    const start = async (/** @type {import('./work.mjs').Message} */ message) => {
      const done = parts.completions.wait(message.id);
      await startWorkflow(message);
      await done;
    };
    const { measured, completed, sample } = await measure(NAME, options, (message) =>
      mode === 'queue' ? start(message) : serializer.run(message.conversation, () => start(message)),
    );
    await assertDeduplicated(NAME, parts.overlap, () => startWorkflow(sample));
    await verifyWorkflows(pool, systemSchema, completed);
    assertRecorded(NAME, await parts.store.outgoingIds(), completed);
    assertNoOverlap(NAME, parts.overlap.overlaps);
    if ((await parts.store.turnsInState()) !== completed.length)
      throw new Error(`${NAME}: an update of a state was lost`);
    await DBOS.shutdown({ deregister: true });
    await Promise.all([pool.end(), systemPool.end()]);
    return { ...measured, ...(await counter.read(completed.length)) };
  } finally {
    if (DBOS.isInitialized()) await DBOS.shutdown({ deregister: true });
    for (const each of [pool, systemPool]) if (!each.ended) await each.end();
    await counter.close();
  }
}

/** @param {string} databaseUrl @param {string} namespace */
async function dropSchemas(databaseUrl, namespace) {
  await dropSchema(databaseUrl, namespace);
  await dropSchema(databaseUrl, `${namespace}_dbos`);
}

/** @type {import('./peer.mjs').Peer} */
export default {
  name: NAME,
  requires: 'postgres',
  version: () => installedVersion('@dbos-inc/dbos-sdk'),
  async run(options) {
    const namespace = namespaceOf(NAME, options);
    try {
      const queued = await runMode(options, namespace, 'queue');
      if (options.variants === false) return { ...queued, notes: NOTES };
      const direct = await runMode(options, namespace, 'direct');
      return { ...queued, variants: [{ variant: 'direct, no queue', ...direct }], notes: NOTES };
    } finally {
      await dropSchemas(options.databaseUrl, namespace);
    }
  },
  cleanUp: ({ databaseUrl, namespace }) => dropSchemas(databaseUrl, namespace),
};
