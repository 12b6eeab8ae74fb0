import { expect, test } from 'vitest';
import type { TurnCommit } from '../../contracts/store.ts';
import { TerminalError } from '../../core/errors.ts';
import {
  claimAll,
  claimOne,
  commitOne,
  item,
  linesOf,
  noExtras,
  reply,
  runTurn,
  type StoreSubject,
  shown,
  turnOf,
} from './subject.ts';

export function describeCommits(subject: () => StoreSubject): void {
  test('the state of a Turn is what the next one starts from', async () => {
    const { store } = subject();
    const state = { count: 1, list: ['ї \u0000 \ud83d'] };
    await runTurn(store, 'a', { state });
    state.list.push('later');
    await store.accept([item('b')]);
    const claim = await claimOne(store);
    expect(claim).toMatchObject({ state: { count: 1, list: ['ї \u0000 \ud83d'] }, turnSeq: 2, doneSeq: 1 });
    expect((claim.state as { list: string[] }).list).toHaveLength(1);
  });

  test('a lost Lease commits nothing', async () => {
    const { store, advance } = subject();
    await store.accept([item('x')]);
    const zombie = await claimOne(store);
    await advance(31_000);
    const heir = await claimOne(store, { worker: 'w2' });
    const lost = await commitOne(store, zombie, { deliveries: [shown('from the zombie')] });
    expect(lost, 'a worker whose Lease was taken over has committed').toEqual({ status: 'lost' });
    expect(await linesOf(store)).toEqual(['<x']);
    const won = await commitOne(store, heir, { worker: 'w2', deliveries: [shown('from the heir')] });
    expect(won.status).toBe('committed');
    expect(await linesOf(store)).toEqual(['<x', '>from the heir']);
  });

  test('the same commit twice is one Turn', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    const claim = await claimOne(store);
    const results = await Promise.all([
      commitOne(store, claim, { deliveries: [shown('once')] }),
      commitOne(subject().another(), claim, { deliveries: [shown('once')] }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['committed', 'lost']);
    expect(await linesOf(store)).toEqual(['<x', '>once']);
  });

  test('a Lease that has ended but was not taken over still commits', async () => {
    const { store, advance } = subject();
    await store.accept([item('x')]);
    const claim = await claimOne(store);
    await advance(60_000);
    expect((await commitOne(store, claim)).status).toBe('committed');
  });

  test('a newer Update refuses a commit that asked to be newest', async () => {
    const { store } = subject();
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    await store.accept([item('b')]);
    expect(await commitOne(store, claim, { onlyIfNewest: true, deliveries: [shown('stale')] })).toEqual({
      status: 'newer',
    });
    expect(await linesOf(store)).toEqual(['<a', '<b']);
    expect(await commitOne(store, claim, { deliveries: [shown('anyway')] })).toMatchObject({
      status: 'committed',
      dueInMs: expect.closeTo(0, -3),
    });
  });

  test('a lost Lease is never taken for a newer Update, even beside one', async () => {
    const { store, advance } = subject();
    await store.accept([item('a')]);
    const zombie = await claimOne(store);
    await advance(31_000);
    await claimOne(store, { worker: 'w2' });
    expect(await commitOne(store, zombie, { onlyIfNewest: true })).toEqual({ status: 'lost' });
    expect(await commitOne(store, zombie, { onlyIfNewest: true, extras: noExtras })).toEqual({
      status: 'lost',
    });
    await store.accept([item('b')]);
    expect(await commitOne(store, zombie, { onlyIfNewest: true })).toEqual({ status: 'lost' });
  });

  test('a person who takes the Conversation is never taken for a newer Update', async () => {
    const { store } = subject();
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    await store.takeOver(claim.conversationId, { reason: 'operator', at: 1_000, operator: 'olena' });
    expect(await commitOne(store, claim, { onlyIfNewest: true })).toEqual({ status: 'lost' });
    await store.accept([item('b')]);
    expect(await commitOne(store, claim, { onlyIfNewest: true })).toEqual({ status: 'lost' });
  });

  test('a redelivery during the Turn is no newer Update', async () => {
    const { store } = subject();
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    await store.accept([item('a')]);
    expect(await commitOne(store, claim, { onlyIfNewest: true })).toMatchObject({
      status: 'committed',
      dueInMs: null,
    });
  });

  test('in a batch each Turn has a fence of its own', async () => {
    const { store } = subject();
    await store.accept(['a', 'b', 'c', 'd'].map((name) => item('x', { conversation: name })));
    const claims = await claimAll(store);
    await store.accept([item('y', { conversation: 'b' })]);
    const turns = claims.map((claim) =>
      turnOf(claim, {
        claim: claim.conversation === 'c' ? { ...claim, epoch: claim.epoch - 1 } : claim,
        onlyIfNewest: claim.conversation === 'b',
        deliveries: [shown(`to ${claim.conversation}`)],
      }),
    );
    const results = await store.commit(turns);
    const statusOf = new Map(claims.map((claim, index) => [claim.conversation, results[index]?.status]));
    expect(Object.fromEntries(statusOf)).toEqual({ a: 'committed', b: 'newer', c: 'lost', d: 'committed' });
    expect(await linesOf(store, 'b')).toEqual(['<x', '<y']);
    expect(await linesOf(store, 'c')).toEqual(['<x']);
    expect(await linesOf(store, 'd')).toEqual(['<x', '>to d']);
  });

  test('a Turn that cannot be stored fails with TerminalError and keeps its Lease', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    const claim = await claimOne(store);
    const poison = { ...reply('x', 'effect:crm'), idempotencyKey: 'nul \u0000' };
    await expect(commitOne(store, claim, { deliveries: [poison] })).rejects.toBeInstanceOf(TerminalError);
    expect((await commitOne(store, claim)).status).toBe('committed');
  });

  test('a part of a Turn that is too large fails by its name with TerminalError, and nothing is kept', async () => {
    const { store } = subject();
    await store.accept([item('x')]);
    const claim = await claimOne(store);
    const huge = 'x'.repeat(4_200_000);
    const timers = [{ key: 'later', at: subject().now(), payload: huge }];
    const parts: readonly [string, Partial<TurnCommit>][] = [
      ['"message" has', { deliveries: [shown('fine'), shown(huge)] }],
      ['"effect:crm" has', { deliveries: [reply(huge, 'effect:crm')] }],
      ['"journal" has', { journal: { huge } }],
      ['"timer:later" has', { extras: { ...noExtras, timers } }],
    ];
    for (const [name, overrides] of parts) {
      const error = await commitOne(store, claim, overrides).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TerminalError);
      expect(error).toMatchObject({ code: 'turn_size', message: expect.stringContaining(name) });
    }
    expect(await linesOf(store)).toEqual(['<x']);
    expect((await commitOne(store, claim)).status).toBe('committed');
  });

  test('Deliveries take their numbers from the Conversation, in order of the Drafts', async () => {
    const { store } = subject();
    const first = await runTurn(store, 'a', { deliveries: [shown('one'), shown('two')] });
    expect(first.firstDeliverySeq).toBe(2);
    const second = await runTurn(store, 'b', { deliveries: [shown('three')] });
    expect(second.firstDeliverySeq).toBe(5);
    expect(await linesOf(store)).toEqual(['<a', '>one', '>two', '<b', '>three']);
    expect(await linesOf(store, 'anna', 3)).toEqual(['<b', '>three']);
  });

  test('a Turn given up leaves a DeadLetter and the Conversation goes on', async () => {
    const { store } = subject();
    await runTurn(store, 'a', { state: { kept: true } });
    await store.accept([item('poison')]);
    const claim = await claimOne(store);
    await commitOne(store, claim, { outcome: 'dead', state: claim.state, deadReason: 'it always fails' });
    expect(await subject().deadLetters()).toEqual([{ kind: 'turn', reason: 'it always fails' }]);
    await store.accept([item('b')]);
    expect(await claimOne(store)).toMatchObject({
      attempt: 1,
      state: { kept: true },
      updates: [{ text: 'b' }],
    });
  });

  test('a Handoff is known to the next Turn until it is released', async () => {
    const { store } = subject();
    const handoff = { reason: 'asked for a person', at: 1_000, operator: null };
    await runTurn(store, 'a', { extras: { ...noExtras, handoff } });
    await store.accept([item('b')]);
    const held = await claimOne(store);
    expect(held.handoff).toEqual(handoff);
    await commitOne(store, held, { extras: { ...noExtras, handoff: 'released' } });
    await store.accept([item('c')]);
    expect((await claimOne(store)).handoff).toBeNull();
  });

  test('what was held right before a Turn can be read, in order, the newest of many', async () => {
    const { store } = subject();
    const handoff = { reason: 'asked for a person', at: 1_000, operator: null };
    const { conversationId } = await runTurn(store, 'a', { extras: { ...noExtras, handoff } });
    for (const text of ['b', 'c']) {
      await store.accept([item(text)]);
      await commitOne(store, await claimOne(store), { outcome: 'held' });
    }
    const textsAt = async (turnSeq: number, limit = 10): Promise<readonly (string | undefined)[]> =>
      (await store.readHeld(conversationId, turnSeq, limit)).map(({ text }) => text);
    expect(await textsAt(4)).toEqual(['b', 'c']);
    expect(await textsAt(4, 1)).toEqual(['c']);
    expect(await textsAt(3)).toEqual(['b']);
    await store.accept([item('d')]);
    await commitOne(store, await claimOne(store), { extras: { ...noExtras, handoff: 'released' } });
    expect(await textsAt(5)).toEqual([]);
  });

  test('a Turn that was given up ends no hold, and its Updates are not among what was held', async () => {
    const { store } = subject();
    const { conversationId } = await runTurn(store, 'a');
    const outcomes = ['dead', 'held', 'dead', 'held', 'dead'] as const;
    for (const [index, outcome] of outcomes.entries()) {
      await store.accept([item(`${outcome}-${index}`)]);
      const deadReason = outcome === 'dead' ? 'poison' : null;
      await commitOne(store, await claimOne(store), { outcome, deadReason });
    }
    const held = await store.readHeld(conversationId, 7, 10);
    expect(held.map(({ text }) => text)).toEqual(['held-1', 'held-3']);
    expect(await store.readHeld(conversationId, 7, 1)).toMatchObject([{ text: 'held-3' }]);
  });

  test('a head tells how far the Conversation was erased', async () => {
    const { store } = subject();
    await runTurn(store, 'a', { deliveries: [shown('one')] });
    const extras = { ...noExtras, erase: true };
    const { conversationId } = await runTurn(store, 'b', { deliveries: [shown('gone')], extras });
    expect(await store.readHeads([conversationId])).toMatchObject([{ lastSeq: 4, erasedSeq: 4 }]);
  });

  test('a person who takes the Conversation during a Turn discards its commit', async () => {
    const { store } = subject();
    await store.accept([item('a')]);
    const claim = await claimOne(store);
    const handoff = { reason: 'operator', at: 1_000, operator: 'olena' };
    expect(await store.takeOver(claim.conversationId, handoff)).toBe(true);
    expect(await commitOne(store, claim, { deliveries: [shown('no')] })).toEqual({ status: 'lost' });
    await store.release(claim, 'w1');
    expect(await claimOne(store)).toMatchObject({ handoff, attempt: 1 });
    expect(await store.takeOver('999999999', handoff)).toBe(false);
  });

  test('extras obey the same fence', async () => {
    const { store, advance } = subject();
    await store.accept([item('x')]);
    const zombie = await claimOne(store);
    await advance(31_000);
    await claimOne(store, { worker: 'w2' });
    const extras = { ...noExtras, timers: [{ key: 'k', at: subject().now() + 1, payload: null }] };
    expect(await commitOne(store, zombie, { extras })).toEqual({ status: 'lost' });
    expect(await subject().count('timers')).toBe(0);
  });
}
