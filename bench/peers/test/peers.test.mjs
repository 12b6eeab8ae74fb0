/** Every peer for a second, on the real systems; a peer that cannot run fails its test with the reason. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { peers, runIsolated } from '../src/index.mjs';
import { assertRecorded, installedVersion, namespaceOf } from '../src/peer.mjs';
import { createPool } from '../src/postgres.mjs';
import { createSerializer } from '../src/serialize.mjs';
import { createMessage, createReply, nextState, runStep } from '../src/work.mjs';

const databaseUrl = process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/test';
const redisUrl = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const smoke = {
  databaseUrl,
  redisUrl,
  seconds: 1,
  warmUpSeconds: 0.2,
  conversations: 8,
  inFlight: 16,
  variants: true,
};

for (const peer of peers) {
  test(`${peer.name} does the work and leaves nothing behind`, { timeout: 180_000 }, async () => {
    const outcome = await runIsolated(peer, smoke);
    assert.equal(outcome.status, 'ok', outcome.status === 'failed' ? outcome.reason : '');
    for (const measured of [outcome.result, ...(outcome.result.variants ?? [])]) {
      assert.ok(measured.turns > 0 && measured.turnsPerSecond > 0);
      assert.ok(measured.p50Ms > 0 && measured.p99Ms >= measured.p50Ms);
    }
    const pool = createPool(databaseUrl, 1);
    try {
      const { rows } = await pool.query(`select nspname from pg_namespace where nspname like $1 || '%'`, [
        namespaceOf(peer.name, {}),
      ]);
      assert.deepEqual(rows, []);
    } finally {
      await pool.end();
    }
  });
}

test('a peer that cannot run is reported with its reason', async () => {
  const langgraph = peers.find((peer) => peer.name === 'langgraph');
  assert.ok(langgraph);
  const outcome = await runIsolated(langgraph, {
    ...smoke,
    databaseUrl: 'postgresql://nobody@127.0.0.1:1/none',
  });
  assert.equal(outcome.status, 'failed');
  assert.match(outcome.reason, /ECONNREFUSED/);
});

test('an aborted peer ends and says so', async () => {
  const dbos = peers.find((peer) => peer.name === 'dbos');
  assert.ok(dbos);
  const outcome = await runIsolated(dbos, { ...smoke, seconds: 60, signal: AbortSignal.timeout(2_000) });
  assert.deepEqual([outcome.status, outcome.status === 'failed' && outcome.reason], ['failed', 'aborted']);
});

test('work not recorded is never reported as done', () => {
  assert.throws(
    () => assertRecorded('x', ['a'], ['a', 'b']),
    /2 turns reported done, 1 outgoing messages recorded, 1 missing/,
  );
  assert.throws(() => assertRecorded('x', ['a', 'a'], ['a', 'b']), /1 missing, 1 twice/);
  assertRecorded('x', ['b', 'a'], ['a', 'b']);
});

test('the work has the sizes the comparison names', () => {
  const message = createMessage('5f0c1f0e-8f6e-4f0e-9d0a-0d7d9a3b6c11', 'conversation-17');
  const step = runStep(message, 'understand');
  let state = nextState(null, message);
  for (let turn = 0; turn < 10; turn += 1) state = nextState(state, message);
  const bytes = (/** @type {unknown} */ value) => Buffer.byteLength(JSON.stringify(value));
  assert.ok(Math.abs(bytes(step) - 200) <= 40, `step ${bytes(step)}`);
  assert.ok(Math.abs(bytes(state) - 500) <= 50, `state ${bytes(state)}`);
  const reply = createReply(step, runStep(message, 'answer'));
  assert.ok(Math.abs(reply.length - 120) <= 12, `reply ${reply.length}`);
});

test('the serializer runs one at a time per key, in order, also after a failure', async () => {
  const serializer = createSerializer();
  /** @type {number[]} */
  const order = [];
  const work = (/** @type {number} */ n) =>
    serializer.run('a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5 - n));
      order.push(n);
      if (n === 1) throw new Error('one');
    });
  const results = await Promise.allSettled([work(0), work(1), work(2)]);
  assert.deepEqual(order, [0, 1, 2]);
  assert.deepEqual(
    results.map((result) => result.status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});

test('a package that is missing names the command to run', () => {
  assert.throws(() => installedVersion('no-such-package'), /run "npm ci" in bench\/peers/);
});
