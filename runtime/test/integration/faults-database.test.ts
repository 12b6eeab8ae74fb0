import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { createE2eDatabase } from '../e2e/support/database.ts';
import { pause, until } from './engine-fixture.ts';
import { type Crowd, expectedReplies, readReplies, startCrowd } from './support/crowd.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { ask, openTalk } from './support/web-client.ts';

const bots = [{ bot: createProbeBot() }];

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is dead already.
  }
}

async function settled(crowd: Crowd): Promise<void> {
  const expected = expectedReplies(crowd);
  const total = [...expected.values()].flat().length;
  const count = async (): Promise<number> => {
    const replies = await readReplies(crowd).catch(() => new Map<string, string[]>());
    return [...replies.values()].flat().length;
  };
  await until('every reply', async () => (await count()) >= total, 60_000);
  expect(await readReplies(crowd)).toEqual(expected);
}

describe('the embedded database killed under load', () => {
  let folder: string;
  let product: TestProduct;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'opora-faults-'));
    product = await openProduct({ bots, databaseUrl: null, env: { OPORA_DATA_DIR: folder } });
  });

  afterAll(async () => {
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('kill -9, three times: 503 with Retry-After, and every accepted message answered once', async () => {
    const crowd = startCrowd(product.url, { people: 12 });
    const unready: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await pause(500);
      const { embedded } = product.storage;
      let pid = 0;
      await until('not ready', async () => {
        // It is back within a second: whoever wants to see it away has to insist.
        pid = embedded?.pid ?? 0;
        kill(pid);
        expect((await ask(`${product.url}/livez`)).status).toBe(200);
        const answer = await ask(`${product.url}/readyz`);
        if (answer.status === 503) unready.push(Number(answer.headers.get('retry-after')));
        return answer.status === 503;
      });
      await until('another server', () => embedded?.pid !== pid && embedded?.state === 'running', 60_000);
      await until('ready', async () => (await ask(`${product.url}/readyz`)).status === 200, 30_000);
    }
    await pause(300);
    await crowd.stop();
    expect(crowd.refusals).toBeGreaterThan(0);
    expect(unready).toHaveLength(3);
    expect(Math.min(...unready)).toBeGreaterThan(0);
    await settled(crowd);
    const isHealthy = async (): Promise<boolean> => (await ask(`${product.url}/healthz`)).status === 200;
    await until('healthy', isHealthy).catch(async () => {
      expect((await ask(`${product.url}/healthz`)).body).toMatchObject({ status: 'healthy' });
    });
  }, 120_000);

  test('pg_terminate_backend of every connection, ten times: nothing is lost or doubled', async () => {
    const crowd = startCrowd(product.url, { people: 12, name: 'cut' });
    const client = new pg.Client({ connectionString: product.storage.connectionString });
    await client.connect();
    for (let round = 0; round < 10; round += 1) {
      await pause(80);
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
    await client.end();
    await crowd.stop();
    await settled(crowd);
  }, 90_000);
});

describe('a database server that gives nothing', () => {
  let database: TestDatabase;
  let product: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    const env = { OPORA_DATABASE_POOL: '2', OPORA_INTAKE_BUFFER: '16' };
    product = await openProduct({ bots, databaseUrl: database.connectionString, env });
  });

  afterAll(async () => {
    await product?.stop();
    await database?.drop();
  });

  test('a pool without a free connection: 503 within the time-out, probes answer, then it recovers', async () => {
    const talk = openTalk(product.url, 'probe', 'exhausted');
    const held = await Promise.all([product.storage.pool.connect(), product.storage.pool.connect()]);
    const startedAt = performance.now();
    const posting = talk.post('m1', 'hello');
    expect((await ask(`${product.url}/livez`)).status).toBe(200);
    const ready = await ask(`${product.url}/readyz`);
    expect([ready.status, ready.headers.get('retry-after')]).toEqual([503, '2']);
    expect(performance.now() - startedAt).toBeLessThan(4_500);
    const answer = await posting;
    expect([answer.status, answer.body.code]).toEqual([503, 'intake_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(9_000);
    const listed = await ask(talk.messagesUrl);
    expect([listed.status, listed.headers.get('content-type')]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
    ]);
    for (const client of held) client.release();
    await talk.insist('m1', 'hello');
    await until('the reply', async () => (await talk.replies()).length === 1);
  }, 60_000);

  test('a full buffer of intake: 503 at once, and what was taken is kept', async () => {
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    await client.query('begin; lock table updates in exclusive mode');
    const talks = Array.from({ length: 220 }, (_, index) => openTalk(product.url, 'probe', `full-${index}`));
    const posting: ReturnType<(typeof talks)[number]['post']>[] = [];
    const early: unknown[] = [];
    const post = (talk: (typeof talks)[number]): void => {
      const answer = talk.post('m1', 'hello');
      posting.push(answer);
      void answer.then(({ body }) => early.push(body.code));
    };
    // Two batches wait for the lock, and behind them the buffer: at last one has no room.
    for (const talk of talks.slice(0, 200)) {
      if (early.length > 0) break;
      post(talk);
      await Promise.race([posting.at(-1), pause(30)]);
    }
    await until('one without room', () => early.length > 0);
    const filled = posting.length - early.length;
    expect(filled).toBeGreaterThanOrEqual(16);
    for (const talk of talks.slice(200)) post(talk);
    await until('all that have no room', () => early.length === posting.length - filled);
    expect(new Set(early)).toEqual(new Set(['intake_overloaded']));
    await client.query('commit');
    await client.end();
    const answers = await Promise.all(posting);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(posting.length - filled);
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('1');
    const asked = [...talks.slice(0, posting.length - 20), ...talks.slice(200)];
    for (const [index, talk] of asked.entries()) {
      if (answers[index]?.status !== 202) continue;
      await until('the reply', async () => (await talk.replies()).length === 1);
    }
  }, 60_000);
});

describe('a database that stands still', () => {
  test('503 with Retry-After, and what was accepted late is a duplicate', async () => {
    const database = await createE2eDatabase();
    const product = await openProduct({ bots, databaseUrl: database.url });
    const talk = openTalk(product.url, 'probe', 'frozen');
    await talk.insist('m1', 'before');
    await until('the reply', async () => (await talk.replies()).length === 1);
    database.freeze();
    const startedAt = performance.now();
    const answer = await talk.post('m2', 'hello');
    expect([answer.status, answer.body.code]).toEqual([503, 'intake_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    database.giveBack();
    await talk.insist('m2', 'hello');
    await until('one reply more', async () => (await talk.replies()).length > 1);
    expect(await talk.replies()).toEqual(['echo 1: before', 'echo 2: hello']);
    await product.stop();
    await database.drop();
  }, 60_000);
});
