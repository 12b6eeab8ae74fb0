import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { ensureConversations } from '../../src/postgres/statements/ensure-conversations.ts';
import { runNamed } from '../../src/postgres/statements/sql-client.ts';
import { claimOne, commitOne, item, noExtras } from '../../src/testing/conformance/subject.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';

let database: EngineDatabase;

beforeAll(async () => {
  database = await createEngineDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.clear());

const namesKept = async (): Promise<readonly string[]> => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select external_id as name from conversations union select external_id from conversation_names`,
  );
  return rows.map((row) => row.name);
};

test('a name that only a repeated Update had called back goes soon, also when its process was killed', async () => {
  const store = createPostgresStore({ pool: database.pool });
  await store.accept([item('forget me')]);
  await commitOne(store, await claimOne(store), { extras: { ...noExtras, erase: true } });
  await database.advance(61_000);
  await store.completeErasures(10);
  expect(await namesKept()).toEqual([]);

  // The platform sends it again, and the process is killed before it has seen that the Update is known.
  const key = { bot: 'echo', channel: 'web', conversation: 'anna' };
  await ensureConversations(runNamed, database.pool, [key]);
  await store.completeErasures(10);
  expect(await namesKept(), 'an accept under way lost its Conversation').toEqual(['anna']);
  await database.advance(61_000);
  await store.completeErasures(10);
  expect(await namesKept(), 'the name of a forgotten person is still there').toEqual([]);

  const another = createPostgresStore({ pool: database.pool });
  for (const each of [store, another]) {
    expect(await each.accept([item('forget me')])).toMatchObject([{ duplicate: true }]);
  }
  expect(await namesKept()).toEqual([]);
});

test('one that was called back by a new message stays', async () => {
  const store = createPostgresStore({ pool: database.pool });
  await store.accept([item('another', { conversation: 'bela' })]);
  await commitOne(store, await claimOne(store), { extras: { ...noExtras, erase: true } });
  await database.advance(61_000);
  await store.completeErasures(10);
  const [result] = await store.accept([item('hello again', { conversation: 'bela' })]);
  expect(result).toMatchObject({ duplicate: false, seq: 1 });
  await database.advance(61_000);
  await store.completeErasures(10);
  expect(await namesKept()).toEqual(['bela']);
});

test('a step that a worker without its Lease stores after the erasure goes within two hours', async () => {
  const store = createPostgresStore({ pool: database.pool });
  await store.accept([item('forget this too', { conversation: 'cleo' })]);
  const claim = await claimOne(store);
  await commitOne(store, claim, { extras: { ...noExtras, erase: true } });
  await database.advance(61_000);
  expect(await store.completeErasures(10)).toBe(1);
  const { conversationId, turnSeq } = claim;
  await store.recordSteps([
    { bot: 'echo', conversationId, turnSeq, throughSeq: 1, name: 'model', result: 'hers', durationMs: 1 },
  ]);
  await database.advance(3_601_000);
  await store.completeErasures(10);
  const { rows } = await database.pool.query('select result from steps');
  expect(rows).toEqual([]);
});
