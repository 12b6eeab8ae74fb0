import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { releaseOrphans } from '../../src/postgres/statements/release-orphans.ts';
import { takeLeadership } from '../../src/postgres/statements/take-leadership.ts';
import { claimAll, claimOne, commitOne, item, reply, sweep } from '../../src/testing/conformance/subject.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';

let database: EngineDatabase;

beforeAll(async () => {
  database = await createEngineDatabase();
});
afterAll(() => database.close());

test('what a killed owner held goes on at once: its Turns, its unsent replies, its roles', async () => {
  const store = createPostgresStore({ pool: database.pool });
  await store.accept([item('first', { conversation: 'sent' })]);
  await commitOne(store, await claimOne(store), { deliveries: [reply('unsent')] });
  await store.accept([item('second', { conversation: 'leased' })]);
  const abandoned = await claimOne(store);
  await takeLeadership(store, 'telegram:esm', 'the dead', 10_000);
  expect(await claimAll(store), 'the Lease still holds').toEqual([]);
  expect(await sweep(store), 'the reply is still held by its committer').toEqual([]);
  expect(await takeLeadership(store, 'telegram:esm', 'the heir', 10_000)).toBe(false);

  expect(await releaseOrphans(store)).toBe(2);

  const [claim] = await claimAll(store);
  expect(claim).toMatchObject({ conversation: 'leased', attempt: 2, epoch: abandoned.epoch + 1 });
  expect(await sweep(store)).toMatchObject([{ conversation: 'sent', attempt: 1, interrupted: false }]);
  expect(await takeLeadership(store, 'telegram:esm', 'the heir', 10_000)).toBe(true);
  expect(await commitOne(store, abandoned), 'the dead cannot commit any more').toEqual({ status: 'lost' });
});

test('a send that was under way counts as interrupted', async () => {
  const store = createPostgresStore({ pool: database.pool });
  await store.accept([item('third', { conversation: 'marked' })]);
  const claim = (await claimAll(store)).find(({ conversation }) => conversation === 'marked');
  if (claim === undefined) throw new Error('The Conversation was not claimed.');
  const result = await commitOne(store, claim, { deliveries: [reply('on its way')] });
  const seq = result.status === 'committed' ? result.firstDeliverySeq : 0;
  await store.markSending([{ conversationId: claim.conversationId, seq }], 45_000);
  await releaseOrphans(store);
  const found = (await sweep(store)).find(({ conversation }) => conversation === 'marked');
  expect(found).toMatchObject({ interrupted: true, attempt: 2 });
});
