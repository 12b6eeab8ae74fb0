/** LangGraph.js with its own Postgres saver: a thread a conversation, a node a step. */

import { measure } from './measure.mjs';
import { assertNoOverlap, assertRecorded, installedVersion, namespaceOf } from './peer.mjs';
import { createPool, createSchema, dropSchema, startWriteCounter } from './postgres.mjs';
import { createSerializer } from './serialize.mjs';
import { createOverlapCounter, createReply, deliver, nextState, runStep } from './work.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */

const NAME = 'langgraph';
const CONNECTIONS = 16;
const DELIVERED_TABLE =
  'create table delivered(message_id uuid primary key, delivered_at timestamptz not null default now());';

const NOTES = [
  'accepted = the input checkpoint; recorded = the channel "reply" of the last checkpoint; delivered = one insert of ours',
  'LangGraph neither deduplicates messages nor keeps two runs of one thread apart: the peer chains runs of a thread in memory, which does not hold across processes or a crash',
  'checkpoints are never pruned: rows a Turn grow for ever',
  'variant async: a crash may lose the newest steps; variant exit: nothing is kept, not even the message, until the run ends',
];

/** @param {ReturnType<typeof createOverlapCounter>} overlap @param {object} checkpointer */
async function createGraph(overlap, checkpointer) {
  const { Annotation, END, START, StateGraph } = await import('@langchain/langgraph');
  const Turn = Annotation.Root({
    message: /** @type {any} */ (Annotation),
    understood: /** @type {any} */ (Annotation),
    answered: /** @type {any} */ (Annotation),
    conversation: /** @type {any} */ (Annotation),
    reply: /** @type {any} */ (Annotation),
  });
  return new StateGraph(Turn)
    .addNode('understand', async ({ message }) => {
      overlap.enter(message.conversation);
      return { understood: runStep(message, 'understand') };
    })
    .addNode('answer', async ({ message, understood, conversation }) => {
      const answered = runStep(message, 'answer');
      overlap.leave(message.conversation);
      return {
        answered,
        conversation: nextState(conversation, message),
        reply: { messageId: message.id, text: createReply(understood, answered) },
      };
    })
    .addEdge(START, 'understand')
    .addEdge('understand', 'answer')
    .addEdge('answer', END)
    .compile({ checkpointer: /** @type {any} */ (checkpointer) });
}

/**
 * @param {RunOptions} options @param {string} schema
 * @param {'sync' | 'async' | 'exit'} durability
 */
async function runMode(options, schema, durability) {
  const { PostgresSaver } = await import('@langchain/langgraph-checkpoint-postgres');
  await createSchema(options.databaseUrl, schema, DELIVERED_TABLE);
  const pool = createPool(options.databaseUrl, CONNECTIONS);
  try {
    const saver = new PostgresSaver(/** @type {any} */ (pool), undefined, { schema });
    await saver.setup();
    const overlap = createOverlapCounter();
    const graph = await createGraph(overlap, saver);
    const threads = createSerializer();
    const counter = await startWriteCounter(options.databaseUrl, [schema]);
    try {
      const { measured, completed } = await measure(NAME, options, (message) =>
        threads.run(message.conversation, async () => {
          const config = { configurable: { thread_id: message.conversation }, durability };
          const state = await graph.invoke({ message }, config);
          deliver(state.reply.text);
          await pool.query({
            name: 'delivered',
            text: `insert into ${schema}.delivered(message_id) values ($1)`,
            values: [message.id],
          });
        }),
      );
      await verify(pool, saver, schema, completed);
      assertNoOverlap(NAME, overlap.overlaps);
      await pool.end();
      return { ...measured, ...(await counter.read(completed.length)) };
    } finally {
      await counter.close();
    }
  } finally {
    if (!pool.ended) await pool.end();
    await dropSchema(options.databaseUrl, schema);
  }
}

/** Reads every reply back from the checkpoints. @param {import('pg').Pool} pool @param {any} saver @param {string} schema @param {string[]} completed */
async function verify(pool, saver, schema, completed) {
  const replies = await pool.query(
    `select type, blob from ${schema}.checkpoint_blobs where channel = 'reply'`,
  );
  /** @type {string[]} */
  const ids = [];
  for (const row of replies.rows) ids.push((await saver.serde.loadsTyped(row.type, row.blob)).messageId);
  assertRecorded(NAME, ids, completed);
  const delivered = await pool.query(`select message_id::text as id from ${schema}.delivered`);
  assertRecorded(
    NAME,
    delivered.rows.map((row) => row.id),
    completed,
  );
}

/** @type {import('./peer.mjs').Peer} */
export default {
  name: NAME,
  requires: 'postgres',
  version: () =>
    `${installedVersion('@langchain/langgraph')} (core ${installedVersion('@langchain/core')}, checkpoint-postgres ${installedVersion('@langchain/langgraph-checkpoint-postgres')})`,
  async run(options) {
    const schema = namespaceOf(NAME, options);
    const sync = await runMode(options, schema, 'sync');
    if (options.variants === false) return { ...sync, notes: NOTES };
    const async = await runMode(options, schema, 'async');
    const exit = await runMode(options, schema, 'exit');
    return {
      ...sync,
      variants: [
        { variant: 'durability async', ...async },
        { variant: 'durability exit', ...exit },
      ],
      notes: NOTES,
    };
  },
  cleanUp: ({ databaseUrl, namespace }) => dropSchema(databaseUrl, namespace),
};
