import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPlatform } from '../../src/testing/platform.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, foldBot, isAtRest, openEngine, until, update } from './engine-fixture.ts';

let database: EngineDatabase;
/** WAL by backend is counted from Postgres 18 on; before, the figure is 0 and proves nothing. */
let countsWal = false;

beforeAll(async () => {
  database = await createEngineDatabase();
  const { rows } = await database.pool.query("select current_setting('server_version_num')::int as version");
  countsWal = Number(rows[0]?.version) >= 180_000;
});
afterAll(() => database.close());
beforeEach(() => database.clear());

interface Cost {
  readonly tuples: number;
  readonly walBytes: number;
  readonly rows: number;
  readonly bytes: number;
}

const people = 50;
const rounds = 10;
const connections = 4;

const stepping = (steps: number): ReturnType<typeof foldBot> =>
  foldBot({
    turn: async (context, state) => {
      for (let step = 0; step < steps; step += 1) {
        await context.step(`s${step}`, async () => ({ answer: 'x'.repeat(100) }));
      }
      return foldBot().turn(context, state);
    },
  });

/** What one Turn costs on a Conversation that exists, as the backends of its process count it. */
async function measure(delivery: 'repeatable' | 'ambiguous' | 'stored', steps: number): Promise<Cost> {
  const platform = createPlatform({ delivery: delivery === 'stored' ? 'repeatable' : delivery });
  const pool = database.openPool(connections);
  const engine = openEngine({
    database,
    pool,
    bot: stepping(steps),
    // As in production: no heartbeat and no takeover disturbs the count on a slow machine.
    ...{ leaseMs: 30_000, sendTimeoutMs: 15_000, sendLeaseGraceMs: 30_000, ownDeliveryMs: 30_000 },
    platform: { ...platform, channel: { ...platform.channel, delivery } },
  });
  const round = async (index: number): Promise<void> => {
    const content = { kind: 'message', text: 'How much is it?' } as const;
    await Promise.all(
      Array.from({ length: people }, (_, person) =>
        deliver(engine, update(`p${person}`, `m${person}-${index}`, content)),
      ),
    );
    await until('rest', () => isAtRest(database));
  };
  await round(0);
  const before = await readCounters(pool);
  for (let index = 1; index <= rounds; index += 1) await round(index);
  const after = await readCounters(pool);
  await engine.stop(1_000);
  await database.advance(25 * 60 * 60_000);
  await engine.store.compact({ retentionDays: 30, stateHistoryHours: 24, limit: 100_000 });
  // What these backends have not reported yet would be counted for the next.
  await flushCounts(pool);
  const turns = people * rounds;
  return {
    tuples: (after.tuples - before.tuples) / turns,
    walBytes: Math.round((after.wal - before.wal) / turns),
    ...(await readKept(turns + people)),
  };
}

/** Rows and bytes kept a Turn. */
async function readKept(turns: number): Promise<Pick<Cost, 'rows' | 'bytes'>> {
  const { rows } = await database.pool.query<{ rows: number; bytes: number }>(
    `select sum(n)::float8 as rows, sum(size)::float8 as bytes from (
       select count(*) as n, sum(pg_column_size(u.*)) as size from updates u
       union all select count(*), sum(pg_column_size(t.*)) from turns t
       union all select count(*), sum(pg_column_size(s.*)) from steps s
       union all select count(*), sum(pg_column_size(d.*)) from deliveries d) kept`,
  );
  return { rows: (rows[0]?.rows ?? 0) / turns, bytes: Math.round((rows[0]?.bytes ?? 0) / turns) };
}

interface Counters {
  readonly tuples: number;
  readonly wal: number;
}

/** Makes the backends of a pool report what they have counted; answers their process ids. */
async function flushCounts(pool: pg.Pool): Promise<readonly number[]> {
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
  const pids: number[] = [];
  for (const client of clients) {
    const { rows } = await client.query<{ pid: number }>(
      'select pg_backend_pid() as pid, pg_stat_force_next_flush()',
    );
    pids.push(rows[0]?.pid ?? 0);
  }
  for (const client of clients) client.release();
  return pids;
}

const walOf = `(select sum(w.wal_bytes)::float8 from unnest($1::int[]) pid, pg_stat_get_backend_wal(pid) w)`;

/** Adds up what the tables have seen and the process's backends have written. */
async function readCounters(pool: pg.Pool): Promise<Counters> {
  await flushCounts(database.pool);
  const pids = await flushCounts(pool);
  const { rows } = await database.pool.query<Counters>(
    `select (select sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 from pg_stat_user_tables) as tuples,
       ${countsWal ? walOf : '0::float8'} as wal`,
    countsWal ? [pids] : [],
  );
  return rows[0] ?? { tuples: 0, wal: 0 };
}

// accept 2, claim 1, each step 1, commit 3; marked 1 on an ambiguous channel, recorded 1 unless stored.
test.each([
  ['stored', 0, 6, 3_500],
  ['stored', 1, 7, 3_500],
  ['repeatable', 1, 8, 3_500],
  ['ambiguous', 0, 8, 3_500],
  ['repeatable', 2, 9, 4_000],
  ['ambiguous', 2, 10, 4_500],
] as const)('cost of a Turn: %s channel, %i steps', async (delivery, steps, tuples, walBytes) => {
  const cost = await measure(delivery, steps);
  console.log(`cost of a Turn, ${delivery} channel, ${steps} steps:`, JSON.stringify(cost));
  expect(cost.tuples, 'tuples written').toBeLessThanOrEqual(tuples + 0.2);
  expect(cost.walBytes, 'bytes of WAL').toBeLessThanOrEqual(walBytes);
  expect(cost.rows, 'rows kept').toBeLessThanOrEqual(6);
  expect(cost.bytes, 'bytes kept').toBeLessThanOrEqual(2_048);
});
