import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { leaveLeadership, takeLeadership } from '../../src/postgres/statements/take-leadership.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';

let engine: EngineDatabase;

beforeAll(async () => {
  engine = await createEngineDatabase();
});

afterAll(() => engine?.close());

test('of ten processes that ask for a role at once, and again, one has it', async () => {
  const store = createPostgresStore({ pool: engine.openPool(10) });
  const owners = Array.from({ length: 10 }, (_, index) => `process-${index}`);
  const askAll = () => Promise.all(owners.map((owner) => takeLeadership(store, 'poll', owner, 10_000)));
  const first = await askAll();
  expect(first.filter(Boolean)).toHaveLength(1);
  expect(await askAll()).toEqual(first);

  const leader = owners[first.indexOf(true)] ?? '';
  const other = owners.find((owner) => owner !== leader) ?? '';
  await leaveLeadership(store, 'poll', other);
  expect(await takeLeadership(store, 'poll', other, 10_000)).toBe(false);
  await leaveLeadership(store, 'poll', leader);
  expect(await takeLeadership(store, 'poll', other, 10_000)).toBe(true);

  await engine.pool.query(`update heartbeats set beat_at = beat_at - interval '11 seconds'`);
  expect((await askAll()).filter(Boolean)).toHaveLength(1);
});
