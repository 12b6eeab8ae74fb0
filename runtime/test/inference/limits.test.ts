import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RateStore } from '../../src/contracts/rate-store.ts';
import type { SpendStore } from '../../src/contracts/spend-store.ts';
import { systemClock } from '../../src/core/clock.ts';
import { TransientError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { createPostgresSpendStore } from '../../src/postgres/statements/spend-budget.ts';
import { createPostgresRateStore } from '../../src/postgres/statements/take-rate.ts';
import { createRedisLink, createRedisRateStore, type RedisLink } from '../../src/redis/index.ts';
import { createMemoryRateStore, createRateLimiter } from '../../src/stages/inference/index.ts';
import { createSpendLedger } from '../../src/stages/inference/limits/spend-ledger.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestMeter } from './inference-fixture.ts';
import { type RedisDouble, startRedisDouble } from './redis-double.ts';

let database: EngineDatabase;
let redis: RedisDouble;
const links: RedisLink[] = [];
beforeAll(async () => {
  database = await createEngineDatabase();
  redis = await startRedisDouble();
});
afterAll(async () => {
  await Promise.all(links.map((link) => link.close()));
  await redis.stop();
  await database.close();
});

/** A process's store in the server of TEST_REDIS_URL, or in the double. */
function openRedisStore(prefix: string): RateStore {
  const link = createRedisLink({ url: process.env.TEST_REDIS_URL ?? redis.url });
  links.push(link);
  return createRedisRateStore({ link, clock: systemClock, prefix: `opora:test:${process.pid}:${prefix}:` });
}

const openStore = () => createPostgresStore({ pool: database.openPool(4) });
const rule = { limit: 10, windowMs: 60_000 };

/** Whether the store, asked at these times, never admits too many in any window and refuses nobody else. */
async function expectExact(store: RateStore, key: string, gaps: readonly number[]): Promise<void> {
  const admitted: number[] = [];
  let now = 1_800_000_000_000;
  let toldAt = Number.NEGATIVE_INFINITY;
  for (const gap of gaps) {
    now += gap;
    const inWindow = admitted.filter((at) => at > now - rule.windowMs);
    const decision = await store.take(key, rule, now);
    expect(decision.admitted).toBe(inWindow.length < rule.limit);
    if (decision.admitted) admitted.push(now);
    else {
      expect(decision.retryAfterMs).toBe((inWindow[0] ?? 0) + rule.windowMs - now);
      expect(decision.tell).toBe(now - toldAt >= rule.windowMs);
      if (decision.tell) toldAt = now;
    }
  }
}

// Bursts that fill the window, then waits that end just before, at and just after the boundary.
const gaps = fc
  .array(
    fc.record({
      wait: fc.constantFrom(0, 1, 5_999, 6_000, 6_001, 30_000, 59_999, 60_000, 60_001),
      burst: fc.integer({ min: 1, max: 12 }),
      pace: fc.constantFrom(0, 0, 1, 6_000),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((list) => list.flatMap(({ wait, burst, pace }) => [wait, ...new Array<number>(burst - 1).fill(pace)]));

describe('sliding windows', () => {
  it('are exact at the boundary, in memory', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(gaps, (list) =>
        expectExact(createMemoryRateStore({ clock: createVirtualClock() }), `k${run++}`, list),
      ),
      { numRuns: 200 },
    );
  });

  it('are exact at the boundary, in Postgres', async () => {
    const store = createPostgresRateStore(openStore());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(gaps, (list) => expectExact(store, `p${run++}`, list)),
      { numRuns: 20 },
    );
  });

  it('are exact at the boundary, in Redis', async () => {
    const store = openRedisStore('boundary');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(gaps, (list) => expectExact(store, `r${run++}`, list)),
      { numRuns: 20 },
    );
  });

  it.each<[string, () => readonly RateStore[]]>([
    ['Postgres', () => [createPostgresRateStore(openStore()), createPostgresRateStore(openStore())]],
    ['Redis', () => [openRedisStore('together'), openRedisStore('together')]],
  ])('admit exactly the limit when processes ask at the same moment, in %s', async (_, open) => {
    const stores = open();
    const decisions = await Promise.all(
      Array.from({ length: 60 }, (_, index) => (stores[index % 2] as RateStore).take('together', rule)),
    );
    expect(decisions.filter(({ admitted }) => admitted)).toHaveLength(10);
    expect(decisions.filter(({ tell }) => tell)).toHaveLength(1);
  });

  it('leave the table when their time is over', async () => {
    const store = createPostgresRateStore(openStore());
    await store.take('short', { limit: 1, windowMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await store.sweep()).toBeGreaterThan(0);
    const { rows } = await database.pool.query("select 1 from rate_windows where key = 'short'");
    expect(rows).toHaveLength(0);
  });

  it('leave Redis when their time is over', async () => {
    const store = openRedisStore('short');
    const short = { limit: 1, windowMs: 200 };
    expect((await store.take('short', short)).admitted).toBe(true);
    expect(await store.take('short', short)).toMatchObject({ admitted: false, tell: true });
    await new Promise((resolve) => setTimeout(resolve, 250));
    const link = links.at(-1) as RedisLink;
    const left = await link.use((client) => client.get(`opora:test:${process.pid}:short:short`));
    expect(left).toBeNull();
    expect((await store.take('short', short)).admitted).toBe(true);
  });

  it('go on in this process while Redis is away, without a second allowance', async () => {
    const mortal = await startRedisDouble();
    const link = createRedisLink({ url: mortal.url });
    links.push(link);
    const meter = createTestMeter();
    const store = createRedisRateStore({ link, clock: systemClock });
    const shared = { clock: systemClock, logger: silentLogger, meter, store };
    const limiter = createRateLimiter({ name: 'model', rule, ...shared });
    const take = async (times: number): Promise<number> => {
      let admitted = 0;
      for (let n = 0; n < times; n += 1) if ((await limiter.take('u')).admitted) admitted += 1;
      return admitted;
    };
    expect([await take(6), limiter.shared]).toEqual([6, true]);
    await mortal.stop();
    expect([await take(6), limiter.shared]).toEqual([4, false]);
    expect(meter.read('opora_model_shared_errors_total', { store: 'rate' })).toBe(2);
  });

  it('go on in this process while the database is away, without a second allowance', async () => {
    const clock = createVirtualClock();
    const meter = createTestMeter();
    let away = false;
    const inner = createMemoryRateStore({ clock });
    const store: RateStore = {
      take: (key, wanted) =>
        away ? Promise.reject(new TransientError('database_unavailable', 'away')) : inner.take(key, wanted),
      sweep: () => Promise.resolve(0),
    };
    const limiter = createRateLimiter({ name: 'model', rule, clock, logger: silentLogger, meter, store });
    const take = async (times: number): Promise<number> => {
      let admitted = 0;
      for (let n = 0; n < times; n += 1) if ((await limiter.take('u')).admitted) admitted += 1;
      return admitted;
    };
    expect([await take(6), limiter.shared]).toEqual([6, true]);
    away = true;
    expect([await take(6), limiter.shared]).toEqual([4, false]);
    expect(meter.read('opora_model_shared_errors_total', { store: 'rate' })).toBe(2);
    away = false;
    await clock.advance(5_000);
    expect([await take(5), limiter.shared]).toEqual([4, true]);
  });

  it('do not wait for a database that hangs', async () => {
    const clock = createVirtualClock();
    const store: RateStore = { take: () => new Promise(() => undefined), sweep: () => Promise.resolve(0) };
    const options = { name: 'm', rule, clock, logger: silentLogger, meter: createTestMeter(), store };
    const decision = createRateLimiter(options).take('u');
    await clock.advance(250);
    expect((await decision).admitted).toBe(true);
  });
});

describe('budgets', () => {
  const limits = {
    user: { tokens: 1_000, costUsd: null },
    bot: { tokens: null, costUsd: 1 },
    all: { tokens: 100_000, costUsd: 10 },
  };
  const open = (store: SpendStore | undefined, clock = createVirtualClock(), meter = createTestMeter()) => {
    const ledger = createSpendLedger({
      ...{ limits, alertShare: 0.8, clock, logger: silentLogger, meter, sharedWaitMs: 250 },
      ...(store === undefined ? {} : { store }),
    });
    return { ledger, clock, meter };
  };

  it('end each by itself, alert once at 80 %, and begin again the next day', async () => {
    const { ledger, clock, meter } = open(undefined);
    ledger.enter('sales', 'ann', { tokens: 799, costUsd: 0.1 });
    expect(meter.read('opora_model_budget_alerts_total')).toBe(0);
    ledger.enter('sales', 'ann', { tokens: 1, costUsd: 0 });
    ledger.enter('sales', 'ann', { tokens: 100, costUsd: 0 });
    expect(meter.read('opora_model_budget_alerts_total', { scope: 'user' })).toBe(1);
    await ledger.flush();
    expect(await ledger.findExhausted('sales', 'ann')).toBeNull();
    ledger.enter('sales', 'ann', { tokens: 100, costUsd: 0 });
    expect(await ledger.findExhausted('sales', 'ann')).toBe('user');
    expect(await ledger.findExhausted('sales', 'bob')).toBeNull();
    ledger.enter('sales', 'bob', { tokens: 1, costUsd: 0.95 });
    expect(await ledger.findExhausted('sales', 'bob')).toBe('bot');
    expect(await ledger.findExhausted('esm', 'bob')).toBeNull();
    await clock.advance(86_400_000);
    expect(await ledger.findExhausted('sales', 'ann')).toBeNull();
  });

  it('are shared between processes by Postgres', async () => {
    const [one, two] = [
      open(createPostgresSpendStore(openStore())),
      open(createPostgresSpendStore(openStore())),
    ];
    const spend = { tokens: 10, costUsd: 0.001 };
    for (let n = 0; n < 40; n += 1) {
      one.ledger.enter('shared', 'ann', spend);
      two.ledger.enter('shared', 'ann', spend);
    }
    await Promise.all([one.ledger.flush(), two.ledger.flush()]);
    await Promise.all([one.ledger.flush(), two.ledger.flush()]);
    const three = open(createPostgresSpendStore(openStore()));
    three.ledger.enter('shared', 'ann', { tokens: 200, costUsd: 0 });
    expect(await three.ledger.findExhausted('shared', 'ann')).toBe('user');
    await three.ledger.flush();
    const { rows } = await database.pool.query(
      "select scope, tokens::int, round(cost_usd::numeric, 3)::float8 as cost from model_spend where scope like '%shared%' order by scope",
    );
    expect(rows).toEqual([
      { scope: 'bot:shared', tokens: 1_000, cost: 0.08 },
      { scope: expect.stringMatching(/^user:shared:[0-9a-f]{32}$/), tokens: 1_000, cost: 0.08 },
    ]);
  });

  it('lose nothing while the database is away', async () => {
    const stored = createPostgresSpendStore(openStore());
    let away = true;
    const guard = <Result>(work: () => Promise<Result>): Promise<Result> =>
      away ? Promise.reject(new TransientError('database_unavailable', 'away')) : work();
    const { ledger, clock } = open({
      read: (day, scopes) => guard(() => stored.read(day, scopes)),
      add: (items) => guard(() => stored.add(items)),
      sweep: (day, userDay) => guard(() => stored.sweep(day, userDay)),
    });
    for (let n = 0; n < 10; n += 1) ledger.enter('lonely', 'ann', { tokens: 100, costUsd: 0 });
    await clock.settle();
    expect([await ledger.findExhausted('lonely', 'ann'), ledger.shared]).toEqual(['user', false]);
    away = false;
    await clock.advance(5_000);
    while (!ledger.shared) await new Promise((resolve) => setTimeout(resolve, 5));
    const { rows } = await database.pool.query(
      "select tokens::int from model_spend where scope = 'bot:lonely'",
    );
    expect(rows).toEqual([{ tokens: 1_000 }]);
  });
});
