import { expect, test } from 'vitest';
import type { TurnExtras } from '../../contracts/store.ts';
import {
  claimAll,
  claimOne,
  commitOne,
  item,
  noExtras,
  patient,
  runTurn,
  type StoreSubject,
} from './subject.ts';

export function describeTimers(subject: () => StoreSubject): void {
  const set = (key: string, inMs: number, payload: string | null = null): TurnExtras => ({
    ...noExtras,
    timers: [{ key, at: subject().now() + inMs, payload }],
  });

  test('timers fire once, at their time, with their payload', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { extras: set('beep', 10_000, 'wake up') });
    expect(await store.fireTimers(10)).toEqual({ fired: 0, oldestLateMs: 0 });
    await advance(12_000);
    const fired = await Promise.all([store.fireTimers(10), subject().another().fireTimers(10)]);
    expect(fired.map((each) => each.fired).sort()).toEqual([0, 1]);
    expect(Math.max(...fired.map((each) => each.oldestLateMs))).toEqual(expect.closeTo(2_000, -3));
    const claim = await claimOne(store);
    expect(claim.updates).toMatchObject([
      { kind: 'timer', timer: 'beep', payload: 'wake up', requestId: 'r-turn' },
    ]);
    await commitOne(store, claim);
    expect(await store.fireTimers(10)).toMatchObject({ fired: 0 });
    expect(await claimAll(store)).toHaveLength(0);
  });

  test('a timer of the same key is replaced, one taken back does not fire', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { extras: { ...set('k', 10_000), cancelledTimers: ['never-set'] } });
    await runTurn(store, 'b', {
      extras: {
        ...set('k', 100_000, 'new'),
        timers: [...set('k', 100_000, 'new').timers, ...set('gone', 5_000).timers],
      },
    });
    await runTurn(store, 'c', { extras: { ...noExtras, cancelledTimers: ['gone'] } });
    await advance(20_000);
    expect(await store.fireTimers(10)).toMatchObject({ fired: 0 });
    await advance(100_000);
    expect(await store.fireTimers(10)).toMatchObject({ fired: 1 });
    expect((await claimOne(store)).updates).toMatchObject([{ timer: 'k', payload: 'new' }]);
  });

  test('a timer set again for the same moment fires again', async () => {
    const { store } = subject();
    const again = { ...noExtras, timers: [{ key: 'poll', at: 1_000, payload: null }] };
    await runTurn(store, 'a', { extras: again });
    expect(await store.fireTimers(10)).toMatchObject({ fired: 1 });
    await commitOne(store, await claimOne(store), { extras: again });
    expect(await store.fireTimers(10)).toMatchObject({ fired: 1 });
    expect((await claimOne(store)).updates, 'the second timer was taken for a redelivery').toHaveLength(1);
  });

  test('many timers fire oldest first, a batch at a time', async () => {
    const { store, advance } = subject();
    for (const [index, conversation] of ['late', 'middle', 'early'].entries()) {
      await runTurn(store, 'a', { extras: set('k', 30_000 - index * 10_000) }, { conversation });
    }
    await advance(31_000);
    const order: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      expect(await store.fireTimers(1)).toMatchObject({ fired: 1 });
      order.push(...(await claimAll(store)).map((claim) => claim.conversation));
    }
    expect(order).toEqual(['early', 'middle', 'late']);
  });

  test('many timers of one Conversation fire a batch at a time too', async () => {
    const { store, advance } = subject();
    const timers = ['c', 'a', 'b'].map((key, index) => ({ ...set(key, index * 1_000).timers[0], key }));
    await runTurn(store, 'a', { extras: { ...noExtras, timers: timers as TurnExtras['timers'] } });
    await advance(5_000);
    expect(await store.fireTimers(2)).toMatchObject({ fired: 2 });
    expect(await store.fireTimers(2)).toMatchObject({ fired: 1 });
    const [claim] = await claimAll(store);
    expect(claim?.updates.map((update) => update.timer)).toEqual(['c', 'a', 'b']);
  });

  test('a timer that comes due during a Turn is taken by the next', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { extras: set('k', 1_000) });
    await store.accept([item('b')]);
    const claim = await claimOne(store);
    await advance(2_000);
    expect(await store.fireTimers(10)).toMatchObject({ fired: 1 });
    expect(await commitOne(store, claim)).toMatchObject({
      status: 'committed',
      dueInMs: expect.closeTo(0, -3),
    });
    expect((await claimOne(store)).updates).toMatchObject([{ kind: 'timer' }]);
  });

  test('a timer ends the Burst that is gathering', async () => {
    const { store, advance } = subject();
    await runTurn(store, 'a', { extras: set('k', 1_000) });
    await advance(2_000);
    await store.accept([item('b', { rule: patient })]);
    await store.fireTimers(10);
    expect((await claimOne(store)).updates.map((update) => update.kind)).toEqual(['message', 'timer']);
  });
}
