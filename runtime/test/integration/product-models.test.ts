import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLlmEmulator, type LlmEmulator } from '../../../emulators/src/llm/index.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { startRedisDouble } from '../inference/redis-double.ts';
import { until } from './engine-fixture.ts';
import { startChild } from './support/child-product.ts';
import { askPrompt, createModelBot } from './support/model-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { defineTestApp, runCommand } from './support/run-command.ts';
import { ask, openTalk, postJson, type ShownMessage, type Talk } from './support/web-client.ts';

let database: TestDatabase;
let emulator: LlmEmulator;

beforeAll(async () => {
  database = await createTestDatabase();
  emulator = createLlmEmulator();
  await emulator.start();
});

afterAll(async () => {
  await emulator?.stop();
  await database?.drop();
});

beforeEach(() => {
  emulator.clearFaults();
  emulator.clearRules();
  emulator.clearJournal();
  emulator.addRule({ answer: { text: 'Ten euros.' } });
});

const withModel = () => ({
  OPENAI_API_KEY: 'sk-very-secret-key-0123456789abcdef',
  OPENAI_BASE_URL: emulator.url,
  OPORA_MODEL: 'openai:gpt-4.1-mini',
});

/** The bot's replies as the web chat gets them. */
async function repliesOf(talk: Talk, count = 1): Promise<readonly (ShownMessage & { modelUsed?: string })[]> {
  let replies: readonly ShownMessage[] = [];
  await until('the replies', async () => {
    replies = (await talk.list()).filter(({ direction }) => direction === 'out');
    return replies.length >= count;
  });
  return replies;
}

describe('with a model', () => {
  let product: TestProduct;
  beforeAll(async () => {
    const env = { ...withModel(), OPORA_MODEL_BREAKER_FAILURES: '3', OPORA_MODEL_RETRY_BASE: '5ms' };
    const bots = [{ bot: createModelBot() }, { bot: createModelBot({ name: 'strict', local: false }) }];
    product = await openProduct({ bots, databaseUrl: database.connectionString, env });
  });
  afterAll(() => product?.stop());

  test('says who wrote a reply, and of its own words nothing', async () => {
    const talk = openTalk(product.url, 'oracle', 'says');
    await talk.post('m1', 'ask What does it cost?');
    await talk.post('m2', 'hello there');
    const [asked, own] = await repliesOf(talk, 2);
    expect(asked).toMatchObject({ text: 'Ten euros.', modelUsed: 'openai:gpt-4.1-mini' });
    expect(own).toMatchObject({ text: 'you said: there' });
    expect(own).not.toHaveProperty('modelUsed');
  });

  test('carries one request id from the person to the provider', async () => {
    const talk = openTalk(product.url, 'oracle', 'traced');
    const answer = await talk.post('m1', 'ask What?', { 'x-request-id': 'req-0001' });
    await repliesOf(talk);
    expect(answer.headers.get('x-request-id')).toBe('req-0001');
    expect(emulator.journal().map(({ requestId }) => requestId)).toEqual(['req-0001']);
  });

  test('tells the whole story of an answer: model, prompt, tries, cost', async () => {
    emulator.addFault({ kind: 'server-error', count: 1 });
    const talk = openTalk(product.url, 'oracle', 'story');
    await talk.post('m1', 'ask Why?');
    const [reply] = await repliesOf(talk);
    const why = await ask(`${product.url}/api/operator/why/${reply?.id}`, { headers: product.operator });
    expect(why.body.models).toEqual([
      expect.objectContaining({
        step: 'answer:m1',
        modelUsed: 'openai:gpt-4.1-mini',
        fallbackReason: null,
        promptHash: askPrompt.hash,
        promptVersion: '3',
        tries: [
          expect.objectContaining({ model: 'openai:gpt-4.1-mini', error: 'model_server_error' }),
          expect.objectContaining({ model: 'openai:gpt-4.1-mini', error: null }),
        ],
      }),
    ]);
    const [use] = why.body.models as { costUsd: number; tokensOut: number }[];
    expect(use?.costUsd).toBeGreaterThan(0);
    const rows = await product.storage.pool.query<{ scope: string; tokens: number }>(
      "select scope, tokens::int as tokens from model_spend where scope = 'bot:oracle'",
    );
    expect(rows.rows[0]?.tokens).toBeGreaterThan(use?.tokensOut ?? 0);
  });

  test('is replayed from the journal without asking anybody', async () => {
    const talk = openTalk(product.url, 'oracle', 'replayed');
    await talk.post('m1', 'ask Again?');
    const [reply] = await repliesOf(talk);
    const { calls } = emulator.ledger();
    const env = { ...withModel(), DATABASE_URL: database.connectionString };
    const bots = [{ bot: createModelBot() }];
    const replay = await runCommand(defineTestApp(bots), ['replay', String(reply?.turnId), '--json'], env);
    expect(JSON.parse(replay.stdout)).toMatchObject({ same: true, failure: null });
    expect(replay.code).toBe(0);
    expect(emulator.ledger().calls).toBe(calls);
  });

  test('answers by the local method while the provider fails, says so, and asks it no more', async () => {
    emulator.addFault({ kind: 'server-error', count: 0 });
    const talk = openTalk(product.url, 'oracle', 'storm');
    for (const index of [1, 2, 3]) await talk.post(`m${index}`, `ask ${index}?`);
    const replies = await repliesOf(talk, 3);
    expect(replies.map(({ text, modelUsed }) => [text, modelUsed])).toEqual(
      [1, 2, 3].map((index) => [`locally: ${index}?`, 'local:echo']),
    );
    // Three attempts have opened the breaker.
    expect(emulator.ledger().calls).toBe(3);
    expect(await product.metric('opora_model_breaker_state{model="openai:gpt-4.1-mini"}')).toBe(1);
    const local = 'opora_model_answers_total{bot="oracle",purpose="answer",source="local"}';
    expect(await product.metric(local)).toBe(3);
  });

  test('shows the open breaker in health and to operators, who can close it', async () => {
    const models = async () => {
      const { body } = await ask(`${product.url}/healthz`);
      return (body.checks as { name: string; status: string; message: string }[]).find(
        ({ name }) => name === 'models',
      );
    };
    await expect.poll(models).toMatchObject({
      status: 'degraded',
      message: 'Breakers: openai:gpt-4.1-mini (open). Local methods answer.',
    });
    const shown = await ask(`${product.url}/api/operator/models`, { headers: product.operator });
    expect(shown.body.models).toMatchObject([{ model: 'openai:gpt-4.1-mini', breaker: { state: 'open' } }]);
    const reset = (body: unknown, headers = product.operator) =>
      postJson(`${product.url}/api/operator/models/reset`, body, headers);
    expect((await reset({}, {})).status).toBe(401);
    expect((await reset({ model: 7 })).status).toBe(400);
    expect((await reset({ model: 'openai:other' })).status).toBe(404);
    const closed = await reset({ model: 'openai:gpt-4.1-mini' });
    expect(closed.body.models).toMatchObject([{ breaker: { state: 'closed' } }]);
  });

  test('fails the Turn, and tries it again, when a bot has no local method', async () => {
    emulator.addFault({ kind: 'unauthorized', count: 1 });
    const talk = openTalk(product.url, 'strict', 'strict');
    await talk.post('m1', 'ask Whether?');
    expect(await repliesOf(talk)).toMatchObject([{ text: 'Ten euros.', modelUsed: 'openai:gpt-4.1-mini' }]);
    expect(emulator.ledger()).toMatchObject({ calls: 2, purchases: 1 });
  });
});

describe('without a key', () => {
  test('answers by the local method and journals that with the commit', async () => {
    const bots = [{ bot: createModelBot() }];
    const product = await openProduct({ bots, databaseUrl: database.connectionString });
    try {
      const talk = openTalk(product.url, 'oracle', 'keyless');
      await talk.post('m1', 'ask Who?');
      const [reply] = await repliesOf(talk);
      expect(reply).toMatchObject({ text: 'locally: Who?', modelUsed: 'local:echo' });
      const why = await ask(`${product.url}/api/operator/why/${reply?.id}`, { headers: product.operator });
      expect(why.body).toMatchObject({
        steps: [],
        models: [{ modelUsed: 'local:echo', fallbackReason: 'model_not_configured', tries: [], costUsd: 0 }],
      });
      expect(emulator.ledger().calls).toBe(0);
    } finally {
      await product.stop();
    }
  });
});

test('counts what other processes have spent in health and in doctor', async () => {
  const bots = [{ bot: createModelBot() }];
  const env = { OPORA_BUDGET_ALL_TOKENS: '1000' };
  const budget = ({ checks }: { checks?: unknown }) =>
    (checks as { name: string; status: string; message: string }[]).find(
      ({ name }) => name === 'model-budget',
    );
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
  await pool.query(
    `insert into model_spend (scope, day, tokens, cost_usd) values ('all', (now() at time zone 'utc')::date, 900, 0)
     on conflict (scope, day) do update set tokens = 900, cost_usd = 0`,
  );
  await pool.end();
  const product = await openProduct({ bots, databaseUrl: database.connectionString, env });
  try {
    const { body } = await ask(`${product.url}/healthz`);
    expect(budget(body)).toMatchObject({ status: 'degraded', message: expect.stringContaining('90 %') });
  } finally {
    await product.stop();
  }
  const doctor = await runCommand(defineTestApp(bots), ['doctor', '--json'], {
    ...{ ...env, ...withModel(), DATABASE_URL: database.connectionString },
  });
  const report = JSON.parse(doctor.stdout) as { checks: { name: string; message: string }[] };
  expect(budget(report)).toMatchObject({ status: 'degraded', message: expect.stringContaining('90 %') });
  expect(report.checks.find(({ name }) => name === 'models')?.message).toContain(
    'Configured: openai:gpt-4.1-mini. Breakers are shown by the processes that run Turns.',
  );
});

test('shares answers and limits through Redis, and goes on alone while that is away', async () => {
  const double = await startRedisDouble();
  const redis = process.env.TEST_REDIS_URL ?? double.url;
  // Of processes on one database any may run a Turn: who loses Redis has one of its own.
  const apart = await createTestDatabase();
  const start = (REDIS_URL: string, at: TestDatabase): Promise<TestProduct> =>
    openProduct({
      bots: [{ bot: createModelBot() }],
      databaseUrl: at.connectionString,
      env: { ...withModel(), REDIS_URL, OPORA_MODEL_USER_REQUESTS: '2', OPORA_MODEL_SHARED_WAIT: '5s' },
    });
  const [one, two] = [await start(redis, database), await start(redis, database)];
  const mortal = await start(double.url, apart);
  const run = Date.now();
  const say = async (product: TestProduct, person: string, index: number, question: string) => {
    const talk = openTalk(product.url, 'oracle', `${person}-${run}`);
    await talk.post(`m${index}`, `ask ${question} ${run}`);
    return (await repliesOf(talk, index))[index - 1]?.modelUsed;
  };
  const redisHealth = async (product: TestProduct) =>
    ((await ask(`${product.url}/healthz`)).body.checks as { name: string; status: string }[]).find(
      ({ name }) => name === 'redis',
    )?.status;
  try {
    for (const product of [one, two, mortal]) expect(await redisHealth(product)).toBe('healthy');
    expect(await say(one, 'ann', 1, 'one')).toBe('openai:gpt-4.1-mini');
    // Each process has the answer from the other before long, and nobody buys it again.
    for (const product of [one, two]) {
      await until('both have seen the answer', async () => {
        await say(product, `reader-${Math.random()}`, 1, 'one');
        return product.inference.status().cache.entries > 0;
      });
    }
    expect(emulator.ledger().purchases).toBe(1);
    // Whichever process serves her: two purchases, then the local method.
    expect(await say(two, 'ann', 2, 'two')).toBe('openai:gpt-4.1-mini');
    expect(await say(one, 'ann', 3, 'three')).toBe('local:echo');
    expect(await say(mortal, 'eve', 1, 'four')).toBe('openai:gpt-4.1-mini');
    await double.stop();
    expect(await say(mortal, 'eve', 2, 'five')).toBe('openai:gpt-4.1-mini');
    expect(await say(mortal, 'eve', 3, 'six')).toBe('local:echo');
    await until('health has noticed', async () => (await redisHealth(mortal)) === 'degraded');
  } finally {
    await Promise.all([one, two, mortal].map((product) => product.stop()));
    await apart.drop();
  }
}, 60_000);

test('hangs up on Redis when it stops', async () => {
  const double = await startRedisDouble();
  const env = { ...withModel(), REDIS_URL: double.url };
  const bots = [{ bot: createModelBot() }];
  const product = await openProduct({ bots, databaseUrl: database.connectionString, env });
  await ask(`${product.url}/healthz`);
  expect(double.connections).toBe(1);
  await product.stop();
  await until('the link is closed', () => double.connections === 0);
  await double.stop();
});

test('a process killed after it bought an answer buys no second one', async () => {
  const env = {
    ...withModel(),
    DATABASE_URL: database.connectionString,
    OPORA_LEASE_SECONDS: '5',
    OPORA_BOTS: 'oracle',
  };
  const first = await startChild(env);
  await openTalk(first.url, 'oracle', 'killed').post('m1', 'linger What does it cost?');
  await until('the answer is journalled', async () => {
    const { rows } = await countSteps();
    return rows[0]?.steps === 1;
  });
  first.kill('SIGKILL');
  await first.exited;
  expect(emulator.ledger()).toMatchObject({ calls: 1, purchases: 1 });

  const second = await startChild(env);
  try {
    const [reply] = await repliesOf(openTalk(second.url, 'oracle', 'killed'));
    expect(reply).toMatchObject({ text: 'Ten euros.', modelUsed: 'openai:gpt-4.1-mini' });
    expect(emulator.ledger()).toMatchObject({ calls: 1, purchases: 1 });
  } finally {
    await second.stop();
  }
}, 120_000);

const countSteps = async () => {
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  try {
    return await client.query<{ steps: number }>(
      `select count(*)::int as steps from steps s join conversations c on c.id = s.conversation_id
       where c.external_id = 'killed'`,
    );
  } finally {
    await client.end();
  }
};
