import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Claim, EngineStore, TurnCommit } from '../../src/contracts/store.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createRandom, type Random } from '../../src/core/random.ts';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { atOnce, item, noExtras, recordOf, reply, turnOf } from '../../src/testing/conformance/subject.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { isAtRest, until } from './engine-fixture.ts';

let database: EngineDatabase;

beforeAll(async () => {
  database = await createEngineDatabase();
});
afterAll(() => database.close());

const conversations = Array.from({ length: 10 }, (_, index) => `person-${index}`);
const processes = 6;
const rounds = 40;
/** Leases that a refused commit with extras leaves behind end by themselves, also while the load runs. */
const leaseMs = 400;

interface Process {
  readonly store: EngineStore;
  readonly worker: string;
  readonly random: Random;
  readonly accepted: Set<string>;
}

const pick = <Value>(values: readonly Value[], random: Random): Value =>
  values[Math.floor(random() * values.length)] as Value;

/** A batch of messages over several people; some ids are used by several processes at the same time. */
async function acceptSome({ store, random, accepted }: Process, round: number): Promise<void> {
  const items = Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
    const id = `m${round}-${Math.floor(random() * 8)}`;
    const rule = { ...atOnce, quietMs: Math.floor(random() * 20), capMs: 50 };
    return item(id, { id, conversation: pick(conversations, random), rule });
  });
  for (const [index, result] of (await store.accept(items)).entries()) {
    accepted.add(`${items[index]?.update.conversation} ${items[index]?.update.externalId}`);
    expect(result.seq).toBeGreaterThan(0);
  }
}

const commitOf = (claim: Claim, worker: string, random: Random): TurnCommit =>
  turnOf(claim, { worker, onlyIfNewest: random() < 0.3, deliveries: [reply('a'), reply('b', 'effect:x')] });

/** Claims, then ends the Turns in one of the ways in which Turns end. */
async function workSome(process: Process): Promise<void> {
  const { store, worker, random } = process;
  const claims = await store.claim({ worker, bots: ['echo'], limit: 4, leaseMs, maximumUpdates: 20 });
  await store.extendLeases(worker, claims, leaseMs);
  const plain: TurnCommit[] = [];
  for (const claim of claims) {
    const draw = random();
    if (draw < 0.1) await store.release(claim, worker);
    else if (draw < 0.2) await store.failAttempt(claim, worker, 'boom', 5);
    else if (draw < 0.4) {
      const timers = [
        { key: pick(['k', 'l'], random), at: systemClock.now() + random() * 30, payload: null },
      ];
      const extras = { ...noExtras, timers, cancelledTimers: ['k'] };
      await store.commitWithExtras({ ...commitOf(claim, worker, random), extras });
    } else plain.push(commitOf(claim, worker, random));
  }
  const results = await store.commit(plain);
  for (const [index, result] of results.entries()) {
    const claim = plain[index]?.claim;
    if (claim === undefined || result.status === 'committed') continue;
    await store.extendBurst(claim, worker, claim.doneSeq, 20);
    await store.release(claim, worker);
  }
}

async function deliverSome({ store, random }: Process): Promise<void> {
  const due = await store.claimDeliveries({ bots: ['echo'], limit: 16, leaseMs: 5_000 });
  await store.recordDeliveries(
    due.map((delivery) =>
      recordOf(delivery, random() < 0.2 ? { status: 'pending', retryInMs: 5, error: 'later' } : {}),
    ),
  );
}

async function live(process: Process, round: number): Promise<void> {
  await acceptSome(process, round);
  await workSome(process);
  await deliverSome(process);
  if (process.random() < 0.3) await process.store.fireTimers(20);
  if (process.random() < 0.1) {
    await process.store.completeErasures(10);
    await process.store.compact({ retentionDays: 30, stateHistoryHours: 0, limit: 100 });
  }
}

const openProcess = (index: number, accepted: Set<string>): Process => ({
  store: createPostgresStore({ pool: database.openPool(2), ownDeliveryMs: 10 }),
  worker: `w${index}`,
  random: createRandom(index + 1),
  accepted,
});

test('accepting, claiming and committing from many connections never deadlocks and loses nothing', async () => {
  const accepted = new Set<string>();
  const all = Array.from({ length: processes }, (_, index) => openProcess(index, accepted));
  await Promise.all(
    all.map(async (process) => {
      for (let round = 0; round < rounds; round += 1) await live(process, round);
    }),
  );
  const last = openProcess(99, accepted);
  await until('everything is handled and delivered', async () => {
    await last.store.fireTimers(100);
    await workSome(last);
    await deliverSome(last);
    return isAtRest(database);
  });
  const { rows } = await database.pool.query<{ name: string; turns: number }>(
    `select c.external_id || ' ' || u.external_id as name, count(t.seq)::int as turns
     from updates u join conversations c on c.id = u.conversation_id
     left join turns t on t.conversation_id = u.conversation_id and u.seq between t.from_seq and t.through_seq
     where u.external_id not like 'timer:%' group by 1`,
  );
  expect(new Set(rows.map((row) => row.name))).toEqual(accepted);
  expect(
    rows.filter((row) => row.turns !== 1),
    'Updates that are not in exactly one Turn',
  ).toEqual([]);
  const { rows: late } = await database.pool.query(
    `select d.conversation_id, d.seq from deliveries d join deliveries e
       on e.conversation_id = d.conversation_id and e.lane = d.lane and e.seq > d.seq
     where e.closed_at < d.closed_at`,
  );
  expect(late, 'Deliveries closed after a later one of their lane').toEqual([]);
});
