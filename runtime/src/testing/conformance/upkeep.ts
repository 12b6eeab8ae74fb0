import { expect, test } from 'vitest';
import {
  afterOwnWindowMs,
  atOnce,
  claimAll,
  claimOne,
  commitOne,
  item,
  linesOf,
  noExtras,
  recordOf,
  reply,
  runTurn,
  type StoreSubject,
  shown,
  sweep,
  textOf,
} from './subject.ts';

const erase = { ...noExtras, erase: true };
const graceMs = 61_000;
const dayMs = 24 * 60 * 60_000;
const policy = { retentionDays: 30, stateHistoryHours: 24, limit: 1_000 };

export function describeUpkeep(subject: () => StoreSubject): void {
  test('erase removes what was before with the commit and the rest after the last reply', async () => {
    const { store, advance, count } = subject();
    await runTurn(store, 'secret', {
      deliveries: [shown('noted')],
      extras: { ...noExtras, timers: [{ key: 'k', at: 1e15, payload: null }] },
    });
    await runTurn(store, '/delete', { deliveries: [shown('bye')], extras: erase });
    expect(await linesOf(store)).toEqual(['</delete', '>bye']);
    expect(await store.completeErasures(10)).toBe(0);
    await advance(graceMs);
    expect(await store.completeErasures(10)).toBe(1);
    expect(await store.completeErasures(10)).toBe(0);
    for (const table of ['conversations', 'updates', 'turns', 'steps', 'deliveries', 'timers'] as const) {
      expect([table, await count(table)]).toEqual([table, 0]);
    }
    expect(await store.accept([item('hello again')])).toMatchObject([{ seq: 1, duplicate: false }]);
  });

  test('what is sent again after its erasure is known for a day, and calls nothing back', async () => {
    const { store, another, advance, count } = subject();
    await runTurn(store, 'secret', { deliveries: [shown('noted')] });
    await runTurn(store, '/delete', { deliveries: [shown('bye')], extras: erase });
    const again = [
      item('secret'),
      item('/delete'),
      item('secret', { rule: { ...atOnce, quietMs: 50, capMs: 50 } }),
    ];
    const known = { duplicate: true };
    for (const each of again)
      expect([await store.accept([each])], 'before it is complete').toMatchObject([[known]]);
    await advance(graceMs);
    expect(await store.completeErasures(10)).toBe(1);
    for (const from of [store, another()]) {
      for (const each of again) expect(await from.accept([each])).toMatchObject([{ seq: 0, ...known }]);
      expect(await from.accept(again)).toMatchObject([known, known, known]);
      expect(await from.hasUpdate(item('secret').update)).toBe(true);
    }
    const offer = { worker: 'w1', leaseMs: 30_000, limit: 10 };
    expect(await store.accept([item('secret')], offer)).toMatchObject([{ seq: 0, ...known }]);
    expect(await claimAll(store)).toEqual([]);
    expect(await count('updates')).toBe(0);
    expect(await count('conversations'), 'a repeated message called an erased person back').toBe(0);
    await advance(dayMs + 60_000);
    await store.completeErasures(10);
    expect(await store.hasUpdate(item('secret').update)).toBe(false);
    expect(await store.accept([item('secret')])).toMatchObject([{ seq: 1, duplicate: false }]);
  });

  test('what is sent again is known in a Conversation that went on after its erasure', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'secret', { deliveries: [shown('noted')] });
    await runTurn(store, '/delete', { deliveries: [shown('bye')], extras: erase });
    await runTurn(store, 'hello', { deliveries: [shown('welcome')] });
    await advance(graceMs);
    expect(await store.completeErasures(10)).toBe(1);
    expect(await store.accept([item('secret')])).toMatchObject([{ seq: 0, duplicate: true }]);
    const [hello] = await store.accept([item('hello')]);
    expect(hello).toMatchObject({ duplicate: true });
    expect(hello?.seq).toBeGreaterThan(0);
    expect(await claimAll(store)).toEqual([]);
    await runTurn(store, 'more', { deliveries: [shown('and more')] });
    expect(await linesOf(store)).toEqual(['<hello', '>welcome', '<more', '>and more']);
  });

  test('erase waits for its last reply, half an hour at most', async () => {
    const { store, advance } = subject();
    await runTurn(store, '/delete', { deliveries: [reply('bye')], extras: erase });
    await advance(graceMs);
    expect(await store.completeErasures(10)).toBe(0);
    const [last] = await sweep(store);
    await store.recordDeliveries([recordOf(last as never, { status: 'pending', retryInMs: 3_600_000 })]);
    expect(await store.completeErasures(10)).toBe(0);
    await advance(31 * 60_000);
    expect(await store.completeErasures(10)).toBe(1);
    expect(await linesOf(store)).toEqual([]);
  });

  test.each(['its worker', 'the sweep'])(
    'the last word follows a reply that is on its way by %s',
    async (by) => {
      const { store, advance, count } = subject();
      const turn = await runTurn(store, 'secret', { deliveries: [reply('noted')] });
      if (by === 'the sweep') await advance(afterOwnWindowMs);
      if (by === 'the sweep') expect((await sweep(store)).map(textOf)).toEqual(['noted']);
      const noted = { conversationId: turn.conversationId, seq: turn.firstDeliverySeq, attempt: 1 };
      await runTurn(store, '/delete', { deliveries: [reply('bye')], extras: erase });
      expect((await sweep(store)).map(textOf), 'left while an earlier reply was on its way').toEqual([]);
      await advance(graceMs);
      expect(await store.completeErasures(10)).toBe(0);
      await store.recordDeliveries([recordOf(noted)]);
      const [bye] = await sweep(store);
      expect(bye && textOf(bye)).toBe('bye');
      await store.recordDeliveries([recordOf(bye as never)]);
      expect(await store.completeErasures(10)).toBe(1);
      expect(await count('deliveries')).toBe(0);
    },
  );

  test('erase takes a reply that waits for its next Attempt', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'secret', { deliveries: [reply('noted')] });
    await advance(afterOwnWindowMs);
    const [noted] = await sweep(store);
    await store.recordDeliveries([recordOf(noted as never, { status: 'pending', retryInMs: 3_600_000 })]);
    await runTurn(store, '/delete', { deliveries: [reply('bye')], extras: erase });
    expect((await sweep(store)).map(textOf)).toEqual(['bye']);
  });

  test('erase keeps what was said later', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'secret', { deliveries: [shown('noted')] });
    await runTurn(store, '/delete', { deliveries: [shown('bye')], extras: erase, state: { fresh: true } });
    await runTurn(store, 'hello', { deliveries: [shown('welcome')], state: { fresh: false } });
    await advance(graceMs);
    expect(await store.completeErasures(10)).toBe(1);
    expect(await linesOf(store)).toEqual(['<hello', '>welcome']);
    await store.accept([item('more')]);
    expect(await claimOne(store)).toMatchObject({ state: { fresh: false }, turnSeq: 4 });
  });

  test('a message that arrives while the erasing Turn runs is answered', async () => {
    const { store, advance } = subject();
    await store.accept([item('/delete')]);
    const claim = await claimOne(store);
    await store.accept([item('wait!')]);
    await commitOne(store, claim, { extras: erase, deliveries: [shown('bye')] });
    await advance(graceMs);
    await store.completeErasures(10);
    const next = await claimOne(store);
    expect(next.updates, 'an accepted Update was erased before it was handled').toMatchObject([
      { text: 'wait!' },
    ]);
    expect((await commitOne(store, next, { deliveries: [shown('what?')] })).status).toBe('committed');
  });

  test('a later Turn without a reply keeps its state', async () => {
    const { store, advance } = subject();
    await store.accept([item('/delete')]);
    const claim = await claimOne(store);
    await store.accept([item('start over')]);
    await commitOne(store, claim, { extras: erase, deliveries: [shown('bye')] });
    await advance(1_000);
    await commitOne(store, await claimOne(store), { state: { begun: 2 } });
    await advance(graceMs);
    expect(await store.completeErasures(10)).toBe(1);
    await store.accept([item('go on')]);
    expect(await claimOne(store)).toMatchObject({ state: { begun: 2 }, turnSeq: 3 });
  });

  test('a Turn that erases and sets a timer leaves none behind', async () => {
    const { store, advance } = subject();
    const timers = [{ key: 'k', at: subject().now() + 3_600_000, payload: null }];
    await runTurn(store, '/delete', { extras: { ...erase, timers } });
    await advance(graceMs);
    await store.completeErasures(10);
    expect(await subject().count('timers')).toBe(0);
  });

  test('a running Turn holds the erasure', async () => {
    const { store, advance } = subject();
    await runTurn(store, '/delete', { deliveries: [shown('bye')], extras: erase });
    await advance(graceMs);
    await store.accept([item('hello')]);
    const claim = await claimOne(store);
    expect(await store.completeErasures(10)).toBe(0);
    await commitOne(store, claim, { deliveries: [shown('welcome')] });
    expect(await store.completeErasures(10)).toBe(1);
    expect(await linesOf(store)).toEqual(['<hello', '>welcome']);
  });

  test('compaction keeps unhandled Updates, the newest state and open Deliveries, whatever their age', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')], state: { newest: false } });
    await runTurn(store, 'b', { deliveries: [reply('two')], state: { newest: true } });
    await store.accept([item('c')]);
    await advance(31 * dayMs);
    expect(await store.compact(policy)).toMatchObject({ updates: 2, turns: 1, deliveries: 0 });
    expect(await store.compact(policy)).toMatchObject({ updates: 0, turns: 0, deliveries: 0, states: 0 });
    expect(await claimOne(store)).toMatchObject({
      state: { newest: true },
      updates: [{ text: 'c' }],
      turnSeq: 3,
    });
    const [head] = await sweep(store);
    expect(textOf(head as never)).toBe('one');
    await store.recordDeliveries([recordOf(head as never)]);
    expect((await sweep(store)).map(textOf)).toEqual(['two']);
  });

  test('compaction keeps what an open DeadLetter names, for its retry', async () => {
    const { store, advance, count } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')] });
    await advance(afterOwnWindowMs);
    const [lost] = await sweep(store);
    const deadLetter = { kind: 'delivery', bot: 'echo' } as const;
    await store.recordDeliveries([recordOf(lost as never, { status: 'dead', deadLetter })]);
    await runTurn(store, 'poison', { outcome: 'dead', deadReason: 'why', deliveries: [shown('sorry')] });
    await runTurn(store, 'b');
    await advance(31 * dayMs);
    expect(await store.compact(policy)).toMatchObject({ updates: 2, deliveries: 1 });
    expect([await count('updates'), await count('deliveries')]).toEqual([1, 1]);
    expect(await linesOf(store)).toEqual(['<poison']);
  });

  test('compaction empties old states and deletes steps, Deliveries and Turns past retention', async () => {
    const { store, advance, count } = subject();
    for (const text of ['a', 'b', 'c']) {
      await store.accept([item(text)]);
      const claim = await claimOne(store);
      const { conversationId, turnSeq } = claim;
      const throughSeq = claim.updates.at(-1)?.seq ?? 0;
      await store.recordSteps([
        { bot: 'echo', conversationId, turnSeq, throughSeq, name: 's', result: 1, durationMs: 1 },
      ]);
      await commitOne(store, claim, { deliveries: [shown(`re ${text}`)] });
    }
    expect(await store.compact(policy)).toMatchObject({ states: 0, turns: 0 });
    await advance(25 * 60 * 60_000);
    expect(await store.compact(policy)).toMatchObject({ states: 2, turns: 0, updates: 0 });
    await advance(30 * dayMs);
    expect(await store.compact({ ...policy, limit: 2 })).toMatchObject({ steps: 2, updates: 2, turns: 2 });
    expect(await store.compact(policy)).toMatchObject({ steps: 1, deliveries: 1, updates: 1, turns: 0 });
    expect([await count('turns'), await count('deliveries'), await count('updates')]).toEqual([1, 0, 0]);
  });

  test('a state is kept for its hours after the next Turn, which replay begins with it', async () => {
    const { store, advance } = subject();
    const day = 24 * 60 * 60_000;
    await runTurn(store, 'a', {});
    await advance(2 * day);
    expect(await store.compact(policy)).toMatchObject({ states: 0 });
    await runTurn(store, 'b', {});
    expect(await store.compact(policy), 'the state that the newest Turn began with').toMatchObject({
      states: 0,
    });
    await advance(day + 60_000);
    expect(await store.compact({ ...policy, limit: 0 })).toMatchObject({ states: 0 });
    expect(await store.compact(policy)).toMatchObject({ states: 1 });
    expect(await store.compact(policy)).toMatchObject({ states: 0 });
  });

  test('messages are read in order, after a cursor, up to a limit', async () => {
    const { store } = subject();
    const { conversationId } = await runTurn(store, 'a', { deliveries: [shown('one')] });
    await runTurn(store, 'b', { deliveries: [shown('two')] });
    const request = { bot: 'echo', channel: 'web', conversation: 'anna' };
    const page = await store.readMessages({ ...request, afterSeq: 1, limit: 2 });
    expect(page?.head).toEqual({ conversationId, lastSeq: 4, busy: false, erasedSeq: 0 });
    expect(page?.messages).toMatchObject([
      { direction: 'out', seq: 2, turnSeq: 1, message: { text: 'one' } },
      { direction: 'in', update: { seq: 3, text: 'b' } },
    ]);
    expect(
      await store.readMessages({ ...request, conversation: 'nobody', afterSeq: 0, limit: 1 }),
    ).toBeNull();
  });

  test('a head tells whether a Turn is running', async () => {
    const { store } = subject();
    const [accepted] = await store.accept([item('a')]);
    const id = accepted?.conversationId ?? '';
    const claim = await claimOne(store);
    expect(await store.readHeads([id, '999999999'])).toMatchObject([
      { conversationId: id, lastSeq: 1, busy: true, erasedSeq: 0 },
    ]);
    await commitOne(store, claim);
    expect(await store.readHeads([id])).toMatchObject([
      { conversationId: id, lastSeq: 1, busy: false, erasedSeq: 0 },
    ]);
  });

  test('a head names the number up to which everything was erased, before and after it is gone', async () => {
    const { store, advance } = subject();
    const { conversationId } = await runTurn(store, 'secret', { deliveries: [shown('noted')] });
    expect((await store.readHeads([conversationId]))[0]?.erasedSeq).toBe(0);
    await runTurn(store, '/delete', { deliveries: [shown('bye')], extras: erase });
    await runTurn(store, 'hello');
    expect((await store.readHeads([conversationId]))[0]?.erasedSeq).toBe(4);
    await advance(graceMs);
    await store.completeErasures(10);
    expect((await store.readHeads([conversationId]))[0]?.erasedSeq).toBe(4);
  });

  test('nothing is due in a store at rest', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [shown('one')] });
    await advance(afterOwnWindowMs * 10);
    expect(await claimAll(store)).toEqual([]);
    expect(await sweep(store)).toEqual([]);
    expect(await store.fireTimers(10)).toMatchObject({ fired: 0 });
  });
}
