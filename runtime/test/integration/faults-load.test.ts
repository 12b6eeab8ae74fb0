import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { pause, until } from './engine-fixture.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { openTalk } from './support/web-client.ts';

const dayMs = 86_400_000;
let database: TestDatabase;
let product: TestProduct;
let offsetMs = 0;
/** The clock of a machine that somebody sets; durations go on as before. */
const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs };

beforeAll(async () => {
  database = await createTestDatabase();
  product = await openProduct({
    bots: [{ bot: createProbeBot() }],
    databaseUrl: database.connectionString,
    clock,
    env: { OPORA_TURN_CONCURRENCY: '1' },
  });
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
});

test.each([
  ['forward', dayMs],
  ['back', -dayMs],
])('a clock set one day %s fires no timer early and lets none wait', async (name, jump) => {
  const talk = openTalk(product.url, 'probe', `clock-${name}`);
  offsetMs = 0;
  await talk.post('far', 'timer 3600000');
  await until('the answer', async () => (await talk.replies()).length === 1);
  offsetMs = jump;
  const near = openTalk(product.url, 'probe', `clock-near-${name}`);
  await near.post('near', 'timer 300');
  await until('the timer', async () => (await near.replies()).includes('echo 2: timer wake'), 10_000);
  await talk.post('again', 'hello');
  await until('the second answer', async () => (await talk.replies()).length === 2);
  await pause(300);
  expect(await talk.replies()).toEqual(['echo 1: timer 3600000', 'echo 2: hello']);
  offsetMs = 0;
});

test('a flood of 2,000 messages from one chat keeps a quiet one waiting for a few Turns at most', async () => {
  const flood = openTalk(product.url, 'probe', 'flood');
  const quiet = openTalk(product.url, 'probe', 'quiet');
  let next = 0;
  const pour = async (): Promise<void> => {
    while (next < 2_000) {
      const index = next++;
      await flood.insist(`m${index}`, `f${index}`);
    }
  };
  const pouring = Promise.all(Array.from({ length: 24 }, pour));
  await until('a part of the flood', () => next > 300, 60_000);
  for (const [index, threshold] of [300, 800, 1_300].entries()) {
    await until('more of the flood', () => next > threshold, 60_000);
    await quiet.insist(`q${index}`, `question ${index}`);
    await until('the answer', async () => (await quiet.replies()).length > index, 30_000);
  }
  await pouring;
  await until('the whole flood', async () => (await flood.replies()).length === 2_000, 60_000);
  const { rows } = await product.storage.pool.query<{ between: number }>(
    `select (select count(*)::int from turns f join conversations fc on fc.id = f.conversation_id
       where fc.external_id = 'flood' and f.committed_at > u.received_at and f.committed_at < t.committed_at
     ) as between
     from turns t join conversations c on c.id = t.conversation_id
     join updates u on u.conversation_id = c.id and u.seq between t.from_seq and t.through_seq
     where c.external_id = 'quiet'`,
  );
  expect(rows).toHaveLength(3);
  for (const { between } of rows) expect(between).toBeLessThanOrEqual(4);
  expect(new Set(await flood.replies()).size).toBe(2_000);
}, 120_000);
