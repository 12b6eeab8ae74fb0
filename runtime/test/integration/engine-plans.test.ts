import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import {
  claimOne,
  commitOne,
  item,
  patient,
  recordOf,
  reply,
} from '../../src/testing/conformance/subject.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';

let database: EngineDatabase;

beforeAll(async () => {
  database = await createEngineDatabase();
  for (const text of longTables) await database.pool.query(text);
  await database.pool.query('analyze');
});
afterAll(() => database.close());

/** Tables as a database has them after a while: the costs of plans hang on their size. */
const longTables = [
  `insert into conversations (bot, channel, external_id) select 'other', 'web', 'c' || i from generate_series(1, 20000) i`,
  `insert into updates (conversation_id, seq, external_id, content, request_id)
   select id, 1, 'u', '{}', 'r' from conversations`,
  `insert into turns (conversation_id, seq, from_seq, through_seq, outcome, attempt, state, request_id, started_at)
   select id, 1, 1, 1, 'answered', 1, '{}', 'r', now() from conversations`,
  `insert into deliveries (conversation_id, seq, turn_seq, lane, payload, status, request_id)
   select id, 2, 1, 'message', '{}', 'sent', 'r' from conversations`,
];

/** Postgres makes this many plans of its own for a statement before it looks for one that serves them all. */
const plansAtFirst = 5;
const rounds = 20;

test('every statement of a Turn keeps one plan, however small its batches', async () => {
  // The one connection keeps all statements, and can be asked how it planned them.
  const pool = database.openPool(1);
  const store = createPostgresStore({ pool });
  const turn = async (number: number): Promise<void> => {
    const conversation = `person-${number % 50}`;
    const rule = { ...patient, quietMs: 1, capMs: 1 };
    await store.accept([item(`gathers-${number}`, { conversation, rule })]);
    await pool.query('select pg_sleep(0.003)');
    const claim = await claimOne(store);
    await store.extendLeases('w1', [claim], 30_000);
    const { bot, conversationId, turnSeq } = claim;
    const throughSeq = claim.updates.at(-1)?.seq ?? 0;
    await store.recordSteps([
      { bot, conversationId, turnSeq, throughSeq, name: 'step', result: number, durationMs: 1 },
    ]);
    const result = await commitOne(store, claim, { deliveries: [reply('hello')] });
    const seq = result.status === 'committed' ? result.firstDeliverySeq : 0;
    await store.markSending([{ conversationId, seq }], 45_000);
    await store.recordDeliveries([recordOf({ conversationId, seq, attempt: 1 })]);
    const offer = { worker: 'w1', leaseMs: 30_000, limit: 10 };
    const [woken] = await store.accept([item(`wakes-${number}`, { conversation })], offer);
    if (woken?.claim === undefined) throw new Error('Nothing was leased.');
    await commitOne(store, woken.claim);
  };
  for (let number = 0; number < rounds; number += 1) await turn(number);
  const { rows } = await pool.query<{ name: string; custom: number; runs: number }>(
    `select name, custom_plans::int as custom, (custom_plans + generic_plans)::int as runs from pg_prepared_statements
     order by name`,
  );
  const plans = new Map(rows.map((row) => [row.name, row]));
  const names = [
    ...['accept_and_claim', 'accept_fresh_updates', 'claim_conversations', 'commit_turns', 'extend_leases'],
    ...['insert_steps', 'mark_sending', 'record_sent'],
  ];
  for (const name of names) {
    expect(plans.get(name)?.runs, `${name} did not run`).toBeGreaterThanOrEqual(rounds);
    expect(plans.get(name)?.custom, `${name} is planned again and again`).toBeLessThanOrEqual(plansAtFirst);
  }
});
