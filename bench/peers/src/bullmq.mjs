/** BullMQ on a Redis of its own with an append-only file. */

import { createConnection } from 'node:net';
import { createCompletions } from './completions.mjs';
import { measure } from './measure.mjs';
import { assertDeduplicated, assertRecorded, installedVersion, namespaceOf } from './peer.mjs';
import { findProgram, freePorts, startServer } from './processes.mjs';
import { createOverlapCounter, createReply, deliver, nextState, runStep } from './work.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */
/** @typedef {'everysec' | 'always'} Fsync */

const NAME = 'bullmq';
const READY_MS = 10_000;
const DRAIN_MS = 10_000;

/** @param {number} overlaps */
const notes = (overlaps) => [
  'accepted = the job (jobId = message id: deduplicates while completed jobs are kept); steps = two job.updateData; delivered = the job completed',
  'NOT ordered and not one at a time: BullMQ (without Pro groups) has no queue per conversation; state is read and written without a fence, so an update can be lost',
  `handlers of one conversation that ran at once in this run: ${overlaps}`,
  'appendfsync everysec: a power cut loses up to a second of accepted messages; the variant "always" waits for fsync like the Postgres peers',
  'own redis-server with appendonly yes, no snapshots; completed jobs kept (deduplication needs them)',
];

/** @param {number} port @returns {Promise<boolean>} */
function answersPing(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * A Redis of our own with an append-only file; without the program, the given one, if it has such a file too.
 * @param {string} redisUrl @param {Fsync} fsync
 */
async function openRedis(redisUrl, fsync) {
  const program = findProgram('redis-server');
  if (program === undefined) {
    await assertAppendOnly(redisUrl, fsync);
    return { url: redisUrl, stop: async () => {} };
  }
  const [port = 0] = await freePorts(1);
  const server = await startServer(
    'redis',
    program,
    (folder) => ({
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        folder,
        '--save',
        '',
        '--appendonly',
        'yes',
        '--appendfsync',
        fsync,
      ],
    }),
    { readyMs: READY_MS, isReady: () => answersPing(port) },
  );
  return { url: `redis://127.0.0.1:${port}`, stop: server.stop };
}

/** @param {string} redisUrl @param {Fsync} fsync */
async function assertAppendOnly(redisUrl, fsync) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  redis.on('error', () => {}); // the query below says so
  try {
    const [, appendOnly] = /** @type {string[]} */ (await redis.config('GET', 'appendonly'));
    const [, policy] = /** @type {string[]} */ (await redis.config('GET', 'appendfsync'));
    if (appendOnly !== 'yes' || policy !== fsync) {
      throw new Error(
        `no redis-server on PATH, and the given Redis has appendonly ${appendOnly}, appendfsync ${policy}: need yes, ${fsync}`,
      );
    }
  } finally {
    redis.disconnect();
  }
}

/** Removes every key of a prefix. @param {import('ioredis').Redis} redis @param {string} prefix */
async function removeKeys(redis, prefix) {
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}:*`, 'COUNT', 1000);
    if (keys.length > 0) await redis.unlink(...keys);
    cursor = next;
  } while (cursor !== '0');
}

/** @param {import('ioredis').Redis} redis @param {string} prefix @param {ReturnType<typeof createOverlapCounter>} overlap */
function createProcessor(redis, prefix, overlap) {
  return async (/** @type {import('bullmq').Job} */ job) => {
    const message = job.data.message;
    overlap.enter(message.conversation);
    const kept = await redis.get(`${prefix}:state:${message.conversation}`);
    const understood = runStep(message, 'understand');
    await job.updateData({ message, understood });
    const answered = runStep(message, 'answer');
    await job.updateData({ message, understood, answered });
    const reply = createReply(understood, answered);
    const state = nextState(kept === null ? null : JSON.parse(kept), message);
    const written = await redis
      .multi()
      .set(`${prefix}:state:${message.conversation}`, JSON.stringify(state))
      .hset(`${prefix}:outgoing`, message.id, reply)
      .exec();
    const failed = written?.find(([error]) => error !== null);
    if (written === null || failed !== undefined)
      throw failed?.[0] ?? new Error('the transaction was refused');
    const receipt = deliver(reply);
    overlap.leave(message.conversation);
    return receipt;
  };
}

/** @param {RunOptions} options @param {string} prefix @param {Fsync} fsync */
async function runMode(options, prefix, fsync) {
  const { Queue, Worker } = await import('bullmq');
  const { Redis } = await import('ioredis');
  const server = await openRedis(options.redisUrl, fsync);
  /** @type {{close(): Promise<unknown>}[]} */
  const closers = [];
  try {
    const connect = () => {
      const redis = new Redis(server.url, { maxRetriesPerRequest: null });
      closers.push({ close: async () => redis.disconnect() });
      return redis;
    };
    const redis = connect();
    const overlap = createOverlapCounter();
    const completions = createCompletions();
    const queue = new Queue('turns', { connection: /** @type {any} */ (connect()), prefix });
    const worker = new Worker('turns', createProcessor(redis, prefix, overlap), {
      connection: /** @type {any} */ (connect()),
      prefix,
      concurrency: options.inFlight,
    });
    closers.push(queue, worker);
    worker.on('error', () => {}); // a failed job and a stalled run are reported by the driver
    worker.on('completed', (job) => completions.succeed(String(job.id)));
    worker.on('failed', (job, error) => completions.fail(String(job?.id), error));
    const { measured, completed, sample } = await measure(NAME, options, async (message) => {
      const done = completions.wait(message.id);
      await queue.add('turn', { message }, { jobId: message.id, attempts: 1 });
      await done;
    });
    await assertDeduplicated(NAME, overlap, () =>
      queue.add('turn', { message: sample }, { jobId: sample.id, attempts: 1 }),
    );
    await drainQueue(queue, completed.length);
    assertRecorded(NAME, await redis.hkeys(`${prefix}:outgoing`), completed);
    return { measured, overlaps: overlap.overlaps };
  } finally {
    for (const each of closers.reverse()) await each.close();
    if (server.url === options.redisUrl) await cleanUp(options.redisUrl, prefix);
    await server.stop();
  }
}

/** @param {import('bullmq').Queue} queue @param {number} expected */
async function drainQueue(queue, expected) {
  const deadline = performance.now() + DRAIN_MS;
  while ((await queue.getCompletedCount()) !== expected) {
    if (performance.now() > deadline)
      throw new Error(`${NAME}: ${await queue.getCompletedCount()} of ${expected} jobs completed`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** @param {string} redisUrl @param {string} prefix */
async function cleanUp(redisUrl, prefix) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  redis.on('error', () => {}); // the command below says so
  try {
    await removeKeys(redis, prefix);
  } finally {
    redis.disconnect();
  }
}

/** @type {import('./peer.mjs').Peer} */
export default {
  name: NAME,
  requires: 'redis',
  version: () => `${installedVersion(NAME)} (ioredis ${installedVersion('ioredis')})`,
  async run(options) {
    const prefix = namespaceOf(NAME, options);
    const everysec = await runMode(options, prefix, 'everysec');
    const result = { ...everysec.measured, notes: notes(everysec.overlaps) };
    if (options.variants === false || findProgram('redis-server') === undefined) return result;
    const always = await runMode(options, prefix, 'always');
    return { ...result, variants: [{ variant: 'appendfsync always', ...always.measured }] };
  },
  async cleanUp({ redisUrl, namespace }) {
    if (findProgram('redis-server') === undefined) await cleanUp(redisUrl, namespace);
  },
};
