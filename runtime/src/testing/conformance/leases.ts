import { expect, test } from 'vitest';
import { claimAll, claimOne, commitOne, item, type StoreSubject, turnOf } from './subject.ts';

export function describeLeases(subject: () => StoreSubject): void {
  test('a fresh Conversation comes with everything its first Turn needs', async () => {
    const { store } = subject();
    await store.accept([item('hello')]);
    expect(await claimOne(store)).toMatchObject({
      ...{ bot: 'echo', channel: 'web', conversation: 'anna', attempt: 1, turnSeq: 1, doneSeq: 0 },
      ...{ state: null, handoff: null, steps: [], updates: [{ text: 'hello' }] },
    });
  });

  test('a Conversation is leased to one worker until the Lease ends', async () => {
    const { store, advance } = subject();
    await store.accept([item('hello')]);
    const first = await claimOne(store);
    await advance(29_000);
    expect(await claimAll(store, { worker: 'w2' })).toHaveLength(0);
    await advance(2_000);
    const second = await claimOne(store, { worker: 'w2' });
    expect(second.epoch).toBeGreaterThan(first.epoch);
    expect(second).toMatchObject({ attempt: 2, turnSeq: 1, updates: [{ text: 'hello' }] });
  });

  test('workers claiming at the same time never share a Conversation', async () => {
    const stores = [subject().store, subject().another(), subject().another(), subject().another()];
    await stores[0]?.accept(
      Array.from({ length: 40 }, (_, index) => item('hi', { conversation: `person-${index}` })),
    );
    const claims: string[] = [];
    for (let round = 0; round < 8; round += 1) {
      const taken = await Promise.all(
        stores.map((store, index) => claimAll(store, { worker: `w${index}`, limit: 3 })),
      );
      claims.push(...taken.flat().map((claim) => claim.conversationId));
    }
    expect(claims).toHaveLength(40);
    expect(new Set(claims).size).toBe(40);
  });

  test('the Conversation due longest comes first', async () => {
    const { store, advance } = subject();
    for (const conversation of ['first', 'second', 'third']) {
      await store.accept([item('hi', { conversation })]);
      await advance(1_000);
    }
    const order: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      order.push(...(await claimAll(store, { limit: 1 })).map((claim) => claim.conversation));
    }
    expect(order).toEqual(['first', 'second', 'third']);
  });

  test('only Conversations of the bots named are claimed', async () => {
    const { store } = subject();
    await store.accept([item('x', { bot: 'other' })]);
    expect(await claimAll(store)).toHaveLength(0);
    expect(await claimAll(store, { bots: ['echo', 'other'] })).toHaveLength(1);
  });

  test('what one Turn cannot take follows at once in the next', async () => {
    const { store } = subject();
    await store.accept(['a', 'b', 'c'].map((text) => item(text)));
    const first = await claimOne(store, { maximumUpdates: 2 });
    expect(first.updates.map((update) => update.text)).toEqual(['a', 'b']);
    expect(await commitOne(store, first)).toMatchObject({
      status: 'committed',
      dueInMs: expect.closeTo(0, -3),
    });
    expect((await claimOne(store)).updates.map((update) => update.text)).toEqual(['c']);
  });

  test('the heartbeat moves the end of a Lease and names those still held', async () => {
    const { store, advance } = subject();
    await store.accept([item('x', { conversation: 'a' }), item('x', { conversation: 'b' })]);
    const claims = await claimAll(store);
    await advance(29_000);
    expect(await store.extendLeases('w1', claims, 30_000)).toEqual(
      new Set(claims.map((claim) => claim.conversationId)),
    );
    await advance(29_000);
    expect(await claimAll(store, { worker: 'w2' })).toHaveLength(0);
    const stale = claims.map((claim) => ({ ...claim, epoch: claim.epoch - 1 }));
    expect(await store.extendLeases('w1', stale, 30_000)).toEqual(new Set());
    expect(await store.extendLeases('w2', claims, 30_000)).toEqual(new Set());
  });

  test('a Lease that was taken over is not extended', async () => {
    const { store, advance } = subject();
    await store.accept([item('x')]);
    const first = await claimOne(store);
    await advance(31_000);
    await claimOne(store, { worker: 'w2' });
    expect((await store.extendLeases('w1', [first], 30_000)).size).toBe(0);
  });

  test('a Lease given back is due at once and has spent no Attempt', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    await store.release(await claimOne(store), 'w1');
    expect(await claimOne(store)).toMatchObject({ attempt: 1, updates: [{ text: 'x' }] });
  });

  test('a claim knows what the last failed Attempt has failed with, until a Turn commits', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    const first = await claimOne(store);
    expect(first.lastError).toBeNull();
    await store.failAttempt(first, 'w1', 'column 7 is missing', 0);
    const second = await claimOne(store);
    expect(second).toMatchObject({ attempt: 2, lastError: 'column 7 is missing' });
    await store.release(second, 'w1');
    const again = await claimOne(store);
    expect(again).toMatchObject({ attempt: 2, lastError: 'column 7 is missing' });
    await commitOne(store, again);
    await store.accept([item('y')]);
    expect((await claimOne(store)).lastError).toBeNull();
  });

  test('a failed Attempt is spent and waits, whatever arrives meanwhile', async () => {
    const { store, advance } = subject();
    await store.accept([item('x')]);
    await store.failAttempt(await claimOne(store), 'w1', 'boom', 20_000);
    await store.accept([item('y')]);
    expect(await claimAll(store)).toHaveLength(0);
    await advance(21_000);
    expect(await claimOne(store)).toMatchObject({ attempt: 2, updates: [{ text: 'x' }, { text: 'y' }] });
  });

  test('Attempts begin anew after a commit', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    await store.failAttempt(await claimOne(store), 'w1', 'boom', 0);
    await commitOne(store, await claimOne(store));
    await store.accept([item('y')]);
    expect(await claimOne(store)).toMatchObject({ attempt: 1, turnSeq: 2 });
  });

  test('a worker without the Lease can neither release nor fail the Turn', async () => {
    const { store, advance } = subject();
    await store.accept([item('x')]);
    const first = await claimOne(store);
    await advance(31_000);
    const second = await claimOne(store, { worker: 'w2' });
    await store.release(first, 'w1');
    await store.failAttempt(first, 'w1', 'boom', 0);
    expect(await claimAll(store, { worker: 'w3' })).toHaveLength(0);
    expect(await store.commit([turnOf(second, { worker: 'w2' })])).toMatchObject([{ status: 'committed' }]);
  });

  test('a running Turn takes the Updates that came after its Burst, while it holds the Lease', async () => {
    const { store, advance } = subject();
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    await store.accept([item('b'), item('c')]);
    const newer = await store.extendBurst(claim, 'w1', 1, 50);
    expect(newer?.map((update) => update.text)).toEqual(['b', 'c']);
    expect(await commitOne(store, claim, { throughSeq: 3 })).toMatchObject({ dueInMs: null });
    await store.accept([item('d')]);
    const lost = await claimOne(store);
    await advance(31_000);
    await claimOne(store, { worker: 'w2' });
    expect(await store.extendBurst(lost, 'w1', 4, 50)).toBeNull();
  });

  test('a running Turn takes nothing more once a person took its Conversation', async () => {
    const { store } = subject();
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    await store.accept([item('b')]);
    await store.takeOver(claim.conversationId, { reason: 'operator', at: 1_000, operator: 'olena' });
    expect(await store.extendBurst(claim, 'w1', 1, 50)).toBeNull();
  });

  test('steps of an earlier Attempt come with the claim; the first result stays', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    const first = await claimOne(store);
    const { bot, conversationId } = first;
    const step = { bot, conversationId, turnSeq: 1, throughSeq: 1, durationMs: 3 };
    const paid = { text: 'paid \u0000' };
    const made = await store.recordSteps([
      { ...step, name: 'model', result: paid },
      { ...step, name: 'nothing', result: null },
    ]);
    expect(made.size).toBe(0);
    const again = await store.recordSteps([
      { ...step, name: 'other', result: 'new' },
      { ...step, name: 'model', result: 'paid twice' },
    ]);
    expect(again.get(1), 'the result that counts').toEqual(paid);
    expect(again.get(0) ?? 'new').toBe('new');
    await store.failAttempt(first, 'w1', 'boom', 0);
    const second = await claimOne(store);
    expect([...second.steps].sort((left, right) => left.name.localeCompare(right.name))).toEqual([
      { name: 'model', throughSeq: 1, result: { text: 'paid \u0000' } },
      { name: 'nothing', throughSeq: 1, result: null },
      { name: 'other', throughSeq: 1, result: 'new' },
    ]);
    await commitOne(store, second);
    await store.accept([item('y')]);
    expect((await claimOne(store)).steps).toEqual([]);
  });
}
