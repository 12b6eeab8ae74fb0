import { expect, test } from 'vitest';
import {
  afterOwnWindowMs,
  linesOf,
  recordOf,
  reply,
  runTurn,
  type StoreSubject,
  sweep,
  textOf,
} from './subject.ts';

export function describeOutbox(subject: () => StoreSubject): void {
  test('a reply is on the page once it is sent, not before', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')] });
    expect(await linesOf(store)).toEqual(['<a']);
    await advance(afterOwnWindowMs);
    const [delivery] = await sweep(store);
    await store.recordDeliveries(delivery === undefined ? [] : [recordOf(delivery, { receipt: { id: 7 } })]);
    expect(await linesOf(store)).toEqual(['<a', '>one']);
  });

  test('the committing worker has its own Deliveries to itself for a while', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')] });
    expect(await sweep(store)).toHaveLength(0);
    await advance(afterOwnWindowMs);
    expect(await sweep(store)).toMatchObject([
      {
        conversation: 'anna',
        lane: 'message',
        attempt: 1,
        interrupted: false,
        unknownCount: 0,
        progress: null,
      },
    ]);
  });

  test('a reply keeps what it says of an unknown outcome, through commit, sweep and a second Attempt', async () => {
    const { store, advance } = subject();
    const message = { text: 'beep', unknownDelivery: 'at-most-once' } as const;
    await runTurn(store, 'a', { deliveries: [{ ...reply('beep'), payload: { kind: 'message', message } }] });
    await advance(afterOwnWindowMs);
    const [first] = await sweep(store);
    expect(first?.payload).toEqual({ kind: 'message', message });
    if (first !== undefined) {
      await store.recordDeliveries([recordOf(first, { status: 'pending', retryInMs: 0, wasUnknown: true })]);
    }
    expect(await sweep(store)).toMatchObject([{ payload: { message }, attempt: 2, unknownCount: 1 }]);
  });

  test('only the head of a lane leaves', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one'), reply('two')] });
    await runTurn(store, 'b', { deliveries: [reply('three')] });
    await advance(afterOwnWindowMs);
    const order: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const due = await sweep(store);
      expect(due.map(textOf), 'a Delivery left before an earlier one of its lane was done').toHaveLength(1);
      expect(await sweep(store)).toHaveLength(0);
      order.push(...due.map(textOf));
      await store.recordDeliveries(due.map((delivery) => recordOf(delivery)));
    }
    expect(order).toEqual(['one', 'two', 'three']);
  });

  test('a commit names the lanes in which an earlier Delivery is still open', async () => {
    const { store } = subject();
    const first = await runTurn(store, 'a', { deliveries: [reply('one'), reply('x', 'effect:crm')] });
    expect(first.lanesWithOpen).toEqual([]);
    await store.recordDeliveries([
      recordOf({ conversationId: first.conversationId, seq: first.firstDeliverySeq + 1, attempt: 1 }),
    ]);
    const second = await runTurn(store, 'b', { deliveries: [reply('two'), reply('y', 'effect:crm')] });
    expect(second.lanesWithOpen).toEqual(['message']);
    await store.recordDeliveries([
      recordOf({ conversationId: first.conversationId, seq: first.firstDeliverySeq, attempt: 1 }),
    ]);
    expect((await sweep(store)).map(textOf)).toEqual(['two']);
  });

  test('a retry holds its followers', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one'), reply('two')] });
    await advance(afterOwnWindowMs);
    const [head] = await sweep(store);
    await store.recordDeliveries([
      recordOf(head as never, { status: 'pending', retryInMs: 60_000, error: '429: slow down' }),
    ]);
    await advance(55_000);
    expect(await sweep(store)).toHaveLength(0);
    await advance(6_000);
    expect(await sweep(store)).toMatchObject([{ attempt: 2, interrupted: false, seq: head?.seq }]);
  });

  test('effect lanes do not hold messages, nor one another', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', {
      deliveries: [reply('x', 'effect:crm'), reply('y', 'effect:mail'), reply('one')],
    });
    await advance(afterOwnWindowMs);
    expect((await sweep(store)).map(textOf).sort()).toEqual(['one', 'x', 'y']);
  });

  test('an interrupted send is reported as such', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')] });
    await advance(afterOwnWindowMs);
    await sweep(store);
    await advance(44_000);
    expect(await sweep(store)).toHaveLength(0);
    await advance(2_000);
    expect(await sweep(store)).toMatchObject([{ attempt: 2, interrupted: true }]);
  });

  test('a first send marked by the committing worker is reported as interrupted, too', async () => {
    const { store, advance } = subject();
    const turn = await runTurn(store, 'a', { deliveries: [reply('one')] });
    const key = { conversationId: turn.conversationId, seq: turn.firstDeliverySeq };
    expect(await store.markSending([key], 45_000)).toEqual(new Set([`${key.conversationId}.${key.seq}`]));
    expect((await store.markSending([key], 45_000)).size).toBe(0);
    await advance(46_000);
    expect(await sweep(store)).toMatchObject([{ attempt: 2, interrupted: true }]);
  });

  test('whoever comes late cannot mark a Delivery that the sweep may take', async () => {
    const { store, advance } = subject();
    const turn = await runTurn(store, 'a', { deliveries: [reply('one'), reply('two')] });
    const key = (index: number): { conversationId: string; seq: number } => ({
      conversationId: turn.conversationId,
      seq: turn.firstDeliverySeq + index,
    });
    await advance(afterOwnWindowMs);
    expect((await store.markSending([key(0), key(1)], 45_000)).size).toBe(0);
    await sweep(store);
    expect((await store.markSending([key(0)], 45_000)).size).toBe(0);
  });

  test('parallel sweeps never take the same Delivery', async () => {
    const { store, advance } = subject();
    for (let index = 0; index < 12; index += 1) {
      await runTurn(store, 'a', { deliveries: [reply(`to ${index}`)] }, { conversation: `person-${index}` });
    }
    await advance(afterOwnWindowMs);
    const stores = [store, subject().another(), subject().another()];
    const taken = (await Promise.all(stores.map((each) => sweep(each)))).flat();
    taken.push(...(await sweep(store)));
    expect(taken.map(textOf)).toHaveLength(12);
    expect(new Set(taken.map(textOf)).size).toBe(12);
  });

  test('the record of an Attempt that was taken over is ignored', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')] });
    await advance(afterOwnWindowMs);
    const [first] = await sweep(store);
    await advance(46_000);
    const [second] = await sweep(store);
    await store.recordDeliveries([recordOf(first as never)]);
    expect(await linesOf(store)).toEqual(['<a']);
    await store.recordDeliveries([recordOf(second as never)]);
    await store.recordDeliveries([recordOf(second as never, { status: 'dead', error: 'late' })]);
    expect(await linesOf(store)).toEqual(['<a', '>one']);
  });

  test('a person who cannot be reached empties the lane, and only that', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one'), reply('two'), reply('x', 'effect:crm')] });
    await advance(afterOwnWindowMs);
    const due = await sweep(store);
    const head = due.find((delivery) => delivery.lane === 'message');
    await store.recordDeliveries([
      recordOf(head as never, { status: 'refused', error: 'blocked', cancelLane: 'message' }),
    ]);
    await advance(46_000);
    expect((await sweep(store)).map(textOf)).toEqual(['x']);
    expect((await runTurn(store, 'b', { deliveries: [reply('three')] })).lanesWithOpen).toEqual([]);
  });

  test('what was given up leaves a DeadLetter, once', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one'), reply('two')] });
    await advance(afterOwnWindowMs);
    const [head] = await sweep(store);
    const dead = recordOf(head as never, {
      ...{ status: 'dead', error: 'no such chat' },
      deadLetter: { kind: 'delivery', bot: 'echo' },
    });
    await store.recordDeliveries([dead]);
    await store.recordDeliveries([dead]);
    expect(await subject().deadLetters()).toEqual([{ kind: 'delivery', reason: 'no such chat' }]);
    expect((await sweep(store)).map(textOf)).toEqual(['two']);
  });

  test('unknown outcomes are counted', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { deliveries: [reply('one')] });
    await advance(afterOwnWindowMs);
    for (const unknownCount of [0, 1, 2]) {
      const [due] = await sweep(store);
      expect(due).toMatchObject({ unknownCount, attempt: unknownCount + 1 });
      await store.recordDeliveries([
        recordOf(due as never, { status: 'pending', retryInMs: 0, wasUnknown: true }),
      ]);
    }
  });

  test('progress of an Attempt comes with the next, unless it was taken over', async () => {
    const { store, advance } = subject();
    const { conversationId, firstDeliverySeq } = await runTurn(store, 'a', { deliveries: [reply('one')] });
    await advance(afterOwnWindowMs);
    await sweep(store);
    expect(await store.saveProgress(conversationId, firstDeliverySeq, 1, { messageId: 5 })).toBe(true);
    await advance(46_000);
    expect(await sweep(store)).toMatchObject([{ attempt: 2, progress: { messageId: 5 } }]);
    expect(await store.saveProgress(conversationId, firstDeliverySeq, 1, { messageId: 6 })).toBe(false);
    await advance(46_000);
    expect(await sweep(store)).toMatchObject([{ attempt: 3, progress: { messageId: 5 } }]);
  });

  test('records of many Conversations go in one batch', async () => {
    const { store, advance } = subject();
    for (const conversation of ['a', 'b', 'c']) {
      await runTurn(store, 'x', { deliveries: [reply('1'), reply('2')] }, { conversation });
    }
    await advance(afterOwnWindowMs);
    const due = await sweep(store);
    await store.recordDeliveries(
      due.map((delivery) =>
        recordOf(
          delivery,
          delivery.conversation === 'b' ? { status: 'pending', retryInMs: 60_000, error: 'later' } : {},
        ),
      ),
    );
    expect((await sweep(store)).map((delivery) => delivery.conversation).sort()).toEqual(['a', 'c']);
  });
}
