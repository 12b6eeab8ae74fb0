import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Claim, ClaimOffer, EngineStore } from '../../src/contracts/store.ts';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { inLockOrder } from '../../src/postgres/statements/lock-order.ts';
import { claimAll, item, patient, reply, runTurn, turnOf } from '../../src/testing/conformance/subject.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { until } from './engine-fixture.ts';

let database: EngineDatabase;
let store: EngineStore;
/** Another process, in a transaction that holds rows. */
let rival: pg.PoolClient;

beforeAll(async () => {
  database = await createEngineDatabase();
  store = createPostgresStore({ pool: database.openPool() });
  rival = await database.pool.connect();
});
beforeEach(() => database.clear());
afterAll(async () => {
  rival?.release();
  await database?.close();
});

const offer: ClaimOffer = { worker: 'w1', leaseMs: 30_000, limit: 10 };

const idOf = async (conversation: string): Promise<string> => {
  const { rows } = await database.pool.query<{ id: string }>(
    'select id::text as id from conversations where external_id = $1',
    [conversation],
  );
  return rows[0]?.id ?? '';
};

/** Resolves when a statement of somebody waits for a row. */
const untilSomebodyWaits = (): Promise<void> =>
  until('a statement waits for a row', async () => {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });

/** Starts `work` while the rival holds what `sql` changes, and lets go when `work` waits for it. */
async function meetRival<Result>(
  statements: readonly (readonly [sql: string, values: readonly unknown[]])[],
  work: () => Promise<Result>,
): Promise<Result> {
  await rival.query('begin');
  for (const [sql, values] of statements) await rival.query(sql, [...values]);
  const result = work();
  result.catch(() => undefined);
  await untilSomebodyWaits();
  await rival.query('commit');
  return result;
}

const claimsByName = (claims: readonly Claim[]): ReadonlyMap<string, Claim> =>
  new Map(claims.map((claim) => [claim.conversation, claim]));

describe('a statement that had to wait for a row asks its conditions again', () => {
  test('a commit whose Lease was taken over meanwhile writes nothing, the rest of its batch does', async () => {
    await store.accept([item('a', { conversation: 'anna' }), item('b', { conversation: 'bela' })]);
    const claims = claimsByName(await claimAll(store));
    const turns = [...claims.values()].map((claim) => turnOf(claim, { deliveries: [reply('hello')] }));
    const results = await meetRival(
      [[`update conversations set epoch = epoch + 1, leased_by = 'heir' where external_id = $1`, ['anna']]],
      () => store.commit(turns),
    );
    const outcome = new Map(turns.map((turn, index) => [turn.claim.conversation, results[index]?.status]));
    expect(outcome).toEqual(
      new Map([
        ['anna', 'lost'],
        ['bela', 'committed'],
      ]),
    );
    const { rows } = await database.pool.query(
      `select (select count(*)::int from turns) as turns, (select count(*)::int from deliveries) as deliveries`,
    );
    expect(rows, 'the Turn of a lost Lease left something behind').toEqual([{ turns: 1, deliveries: 1 }]);
  });

  test('an accept takes the number after the one that was given away meanwhile', async () => {
    await runTurn(store, 'one', {});
    const [result] = await meetRival(
      [
        [
          `with taken as (update conversations set last_seq = last_seq + 1, waiting_seq = last_seq + 1
             where external_id = $1 returning id, last_seq)
           insert into updates (conversation_id, seq, external_id, content, request_id)
           select id, last_seq, 'id-rival', '{"kind":"message","text":"rival"}', 'r-rival' from taken`,
          ['anna'],
        ],
      ],
      () => store.accept([item('two', { rule: patient })]),
    );
    const { rows } = await database.pool.query<{ name: string; seq: number }>(
      'select external_id as name, seq::int as seq from updates order by seq',
    );
    expect(rows.map((row) => row.name)).toEqual(['id-one', 'id-rival', 'id-two']);
    expect(result).toMatchObject({ duplicate: false, seq: rows.at(-1)?.seq });
  });

  test('the same Update stored elsewhere meanwhile is one Update', async () => {
    await runTurn(store, 'one', {});
    for (const rule of [patient, item('x').rule]) {
      const name = `again-${rule.quietMs}`;
      const [result] = await meetRival(
        [
          [
            `with taken as (update conversations set last_seq = last_seq + 1 where external_id = $1
               returning id, last_seq)
             insert into updates (conversation_id, seq, external_id, content, request_id)
             select id, last_seq, 'id-' || $2, '{"kind":"message","text":"x"}', 'r' from taken`,
            ['anna', name],
          ],
        ],
        () => store.accept([item(name, { rule })], offer),
      );
      expect(result, 'a redelivery was taken for a new Update').toMatchObject({ duplicate: true });
    }
    const { rows } = await database.pool.query('select count(*)::int as updates from updates');
    expect(rows).toEqual([{ updates: 3 }]);
  });

  test('an accept leases nothing that was leased elsewhere meanwhile', async () => {
    await runTurn(store, 'one', {});
    const [result] = await meetRival(
      [
        [
          `update conversations set leased_by = 'heir', due_at = now() + interval '30 s', epoch = epoch + 1
           where external_id = $1`,
          ['anna'],
        ],
      ],
      () => store.accept([item('two')], offer),
    );
    expect(result).toMatchObject({ duplicate: false });
    expect(result?.claim, 'two workers hold one Conversation').toBeUndefined();
  });

  test('an accept that leases reads the state of a Turn that was committed meanwhile', async () => {
    await runTurn(store, 'one', { state: { turn: 1 } });
    const [result] = await meetRival(
      [
        [`update conversations set turn_seq = 2, epoch = epoch + 1 where external_id = $1`, ['anna']],
        [
          `insert into turns (conversation_id, seq, from_seq, through_seq, outcome, attempt, state, request_id, started_at)
           select id, 2, 1, 1, 'answered', 1, '{"turn":2}', 'r', now() from conversations where external_id = $1`,
          ['anna'],
        ],
      ],
      () => store.accept([item('two')], offer),
    );
    expect(result?.claim).toMatchObject({ state: { turn: 2 }, turnSeq: 3 });
  });
});

describe('rows are locked in one order', () => {
  test('by number of the Conversation, then of the Delivery, however large', () => {
    const row = fc.record({
      conversationId: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
      seq: fc.nat({ max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const expected = [...rows].sort(
          (one, other) =>
            Number(BigInt(one.conversationId) > BigInt(other.conversationId)) -
              Number(BigInt(one.conversationId) < BigInt(other.conversationId)) || one.seq - other.seq,
        );
        expect(inLockOrder(rows, (each) => each)).toEqual(expected);
      }),
    );
  });

  test('batches named in opposite orders wait for each other, never crosswise', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    await store.accept(names.map((conversation) => item('first', { conversation })));
    const other = createPostgresStore({ pool: database.openPool() });
    for (let round = 0; round < 20; round += 1) {
      const items = names.map((conversation) => item(`${round}`, { conversation, rule: patient }));
      const accepted = await Promise.all([
        store.accept(items),
        other.accept(
          items
            .toReversed()
            .map(({ update, rule }) => ({ update: { ...update, externalId: `o-${round}` }, rule })),
        ),
      ]);
      expect(accepted.flat()).toHaveLength(2 * names.length);
    }
    const { rows } = await database.pool.query(
      'select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(rows, 'two batches waited for each other').toEqual([{ deadlocks: 0 }]);
  });

  test('a statement that was chosen to resolve a deadlock runs again', async () => {
    await store.accept([item('a', { conversation: 'anna' }), item('b', { conversation: 'bela' })]);
    const ids = [await idOf('anna'), await idOf('bela')];
    const [low, high] = ids.sort((one, other) => Number(one) - Number(other));
    await rival.query('begin');
    // The rival does not look for a deadlock itself, so that it is the statement that gives way.
    await rival.query(`set local deadlock_timeout = '60s'`);
    await rival.query('select 1 from conversations where id = $1 for update', [high]);
    const accepted = store.accept([
      item('c', { conversation: 'anna', rule: patient }),
      item('d', { conversation: 'bela', rule: patient }),
    ]);
    accepted.catch(() => undefined);
    await untilSomebodyWaits();
    await rival.query('select 1 from conversations where id = $1 for update', [low]);
    await rival.query('commit');
    expect(await accepted).toMatchObject([{ duplicate: false }, { duplicate: false }]);
    const { rows } = await database.pool.query('select count(*)::int as updates from updates');
    expect(rows).toEqual([{ updates: 4 }]);
  });
});
