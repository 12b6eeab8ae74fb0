import { expect, test } from 'vitest';
import type { AcceptResult, ClaimOffer } from '../../contracts/store.ts';
import { claimAll, claimOne, commitOne, item, patient, runTurn, type StoreSubject } from './subject.ts';

const offer = (limit = 10): ClaimOffer => ({ worker: 'w1', leaseMs: 30_000, limit });

const claimsOf = (results: readonly AcceptResult[]): readonly (string | null)[] =>
  results.map((result) => result.claim?.conversation ?? null);

/** An accept that takes Leases. */
export function describeOffers(subject: () => StoreSubject): void {
  test('an Update that wakes an idle Conversation comes back leased, with all that its Turn needs', async () => {
    const { store } = subject();
    const [result] = await store.accept([item('hello')], offer());
    expect(result).toMatchObject({ seq: 1, duplicate: false, dueInMs: null });
    expect(result?.claim).toMatchObject({
      ...{ bot: 'echo', channel: 'web', conversation: 'anna', attempt: 1, turnSeq: 1, doneSeq: 0 },
      ...{ state: null, handoff: null, steps: [], lastError: null },
      updates: [{ text: 'hello', seq: 1, externalId: 'id-hello', requestId: 'r-hello', kind: 'message' }],
    });
    expect(await claimAll(store, { worker: 'w2' })).toEqual([]);
  });

  test('what a claim would have read is what the accept has read', async () => {
    const { store } = subject();
    await runTurn(store, 'one', { state: { count: 1 } });
    const [woken] = await store.accept([item('two')], offer());
    if (woken?.claim === undefined) throw new Error('nothing was leased');
    await store.release(woken.claim, 'w1');
    const claim = await claimOne(store);
    const { epoch, claimedAt, ...rest } = claim;
    expect(woken.claim).toMatchObject({
      ...rest,
      updates: [{ ...rest.updates[0], receivedAt: expect.closeTo(rest.updates[0]?.receivedAt ?? 0, 0) }],
    });
    expect(epoch).toBe(woken.claim.epoch + 1);
    expect(claimedAt).toBeGreaterThanOrEqual(woken.claim.claimedAt);
  });

  test('its Turn commits, and the Conversation is idle again', async () => {
    const { store } = subject();
    const [first] = await store.accept([item('one')], offer());
    if (first?.claim === undefined) throw new Error('nothing was leased');
    expect(await commitOne(store, first.claim)).toMatchObject({ status: 'committed', dueInMs: null });
    const [second] = await store.accept([item('two')], offer());
    expect(second?.claim).toMatchObject({ turnSeq: 2, doneSeq: 1, attempt: 1, updates: [{ text: 'two' }] });
  });

  test('an Update beside a running Turn waits for it', async () => {
    const { store } = subject();
    const [first] = await store.accept([item('one')], offer());
    const [second] = await store.accept([item('two')], offer());
    expect(second).toMatchObject({ seq: 2, dueInMs: null });
    expect(second?.claim).toBeUndefined();
    if (first?.claim === undefined) throw new Error('nothing was leased');
    await commitOne(store, first.claim);
    expect((await claimOne(store)).updates.map((update) => update.text)).toEqual(['two']);
  });

  test('a gathering Burst is left to gather, and whatever waits keeps its order', async () => {
    const { store } = subject();
    const [patiently] = await store.accept([item('one', { rule: patient })], offer());
    expect(patiently?.claim).toBeUndefined();
    const [button] = await store.accept([item('two', { rule: { ...patient, flush: true } })], offer());
    expect(button?.claim).toBeUndefined();
    expect((await claimOne(store)).updates.map((update) => update.text)).toEqual(['one', 'two']);
  });

  test('a failed Attempt keeps its time of retry', async () => {
    const { store } = subject();
    await store.accept([item('one')]);
    await store.failAttempt(await claimOne(store), 'w1', 'oops', 60_000);
    const [second] = await store.accept([item('two')], offer());
    expect(second?.claim).toBeUndefined();
    expect(await claimAll(store)).toEqual([]);
  });

  test('no more Leases are taken than were offered; the others are due', async () => {
    const { store } = subject();
    const items = ['a', 'b', 'c'].map((conversation) => item('hi', { conversation }));
    const results = await store.accept(items, offer(2));
    expect(claimsOf(results)).toEqual(['a', 'b', null]);
    expect((await claimOne(store)).conversation).toBe('c');
  });

  test('a repetition is a duplicate and wakes nobody', async () => {
    const { store } = subject();
    await runTurn(store, 'one');
    const [again] = await store.accept([item('one')], offer());
    expect(again).toMatchObject({ duplicate: true, seq: 1 });
    expect(again?.claim).toBeUndefined();
    expect(await claimAll(store)).toEqual([]);
  });

  test('several Updates of one Conversation become one Turn', async () => {
    const { store } = subject();
    const results = await store.accept([item('one'), item('two')], offer());
    expect(claimsOf(results)).toEqual([null, null]);
    expect((await claimOne(store)).updates.map((update) => update.text)).toEqual(['one', 'two']);
  });

  test('the same Update offered to two processes at once is leased to one', async () => {
    const { store } = subject();
    const other = subject().another();
    for (let round = 0; round < 10; round += 1) {
      const same = [item('hi', { conversation: `person-${round}` })];
      const results = await Promise.all([
        store.accept(same, offer()),
        other.accept(same, { ...offer(), worker: 'w2' }),
      ]);
      const flat = results.flat();
      expect(flat.map((result) => result.duplicate).sort()).toEqual([false, true]);
      expect(flat.filter((result) => result.claim !== undefined).length).toBeLessThanOrEqual(1);
    }
  });

  test('a Conversation in the hands of a person says so', async () => {
    const { store } = subject();
    const { conversationId } = await runTurn(store, 'one');
    await store.takeOver(conversationId, { reason: 'asked', at: 5, operator: 'olha' });
    const [second] = await store.accept([item('two')], offer());
    expect(second?.claim?.handoff).toMatchObject({ operator: 'olha' });
  });

  test('Leases whose answer was lost are given back unspent; those held stay', async () => {
    const { store } = subject();
    const [kept] = await store.accept([item('hi', { conversation: 'kept' })], offer());
    await store.accept([item('hi', { conversation: 'lost' })], offer());
    await store.accept([item('hi', { conversation: 'foreign' })], { ...offer(), worker: 'w2' });
    expect(await store.releaseUnheld('w1', [kept?.conversationId ?? ''])).toBe(1);
    expect(await claimOne(store)).toMatchObject({ conversation: 'lost', attempt: 1 });
    expect(await store.releaseUnheld('w3', [])).toBe(0);
  });
}
