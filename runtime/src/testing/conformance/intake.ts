import { expect, test } from 'vitest';
import { TerminalError } from '../../core/errors.ts';
import {
  atOnce,
  claimAll,
  claimOne,
  commitOne,
  item,
  linesOf,
  patient,
  type StoreSubject,
} from './subject.ts';

const near = (ms: number): unknown => expect.closeTo(ms, -3);

export function describeIntake(subject: () => StoreSubject): void {
  test('redelivery is one Update, and is told so', async () => {
    const { store } = subject();
    const [first] = await store.accept([item('hello')]);
    const [again] = await store.accept([item('hello')]);
    expect(first).toMatchObject({ seq: 1, duplicate: false });
    expect(again).toMatchObject({ conversationId: first?.conversationId, seq: 1, duplicate: true });
    expect(await linesOf(store)).toEqual(['<hello']);
  });

  test('a store knows the Updates that it would call duplicates, and no others', async () => {
    const { store, another } = subject();
    await store.accept([item('hello')]);
    const { update } = item('hello');
    for (const from of [store, another()]) {
      expect(await from.hasUpdate(update)).toBe(true);
      expect(await from.hasUpdate({ ...update, externalId: 'id-other' })).toBe(false);
      expect(await from.hasUpdate({ ...update, conversation: 'other' })).toBe(false);
      expect(await from.hasUpdate({ ...update, channel: 'telegram' })).toBe(false);
      expect(await from.hasUpdate({ ...update, bot: 'other' })).toBe(false);
    }
    expect(await subject().count('conversations')).toBe(1);
  });

  test('redelivery in parallel is one Update', async () => {
    const stores = [subject().store, subject().another(), subject().another()];
    const results = await Promise.all(
      Array.from({ length: 24 }, (_, index) => stores[index % 3]?.accept([item('hello')])),
    );
    const flat = results.flatMap((result) => result ?? []);
    expect(flat.filter((result) => !result.duplicate)).toHaveLength(1);
    expect(new Set(flat.map((result) => `${result.conversationId}.${result.seq}`)).size).toBe(1);
    expect(await subject().count('updates')).toBe(1);
  });

  test('the same message twice in one batch is stored once', async () => {
    const results = await subject().store.accept([item('a'), item('b'), item('a')]);
    expect(results.map(({ seq, duplicate }) => [seq, duplicate])).toEqual([
      [1, false],
      [2, false],
      [1, true],
    ]);
  });

  test('64 Updates of 64 new Conversations go in one batch, answered in order', async () => {
    const names = Array.from({ length: 64 }, (_, index) => `person-${index}`);
    const { store } = subject();
    const results = await store.accept(names.map((conversation) => item('hi', { conversation })));
    expect(results.every(({ seq, duplicate }) => seq === 1 && !duplicate)).toBe(true);
    const claims = await claimAll(store);
    const idOf = new Map(claims.map((claim) => [claim.conversation, claim.conversationId]));
    expect(results.map((result) => result.conversationId)).toEqual(names.map((name) => idOf.get(name)));
  });

  test('a batch over several Conversations keeps the order of each', async () => {
    const { store } = subject();
    await store.accept(
      ['a1', 'b1', 'a2', 'a3', 'b2'].map((text) => item(text, { conversation: text.slice(0, 1) })),
    );
    expect(await linesOf(store, 'a')).toEqual(['<a1', '<a2', '<a3']);
    expect(await linesOf(store, 'b')).toEqual(['<b1', '<b2']);
  });

  test('numbers of a Conversation are handed out in commit order: a reader with a cursor misses none', async () => {
    const stores = [subject().store, subject().another(), subject().another()];
    const seen: string[] = [];
    let cursor = 0;
    let writing = true;
    const read = async (): Promise<void> => {
      const page = await subject().store.readMessages({
        ...{ bot: 'echo', channel: 'web', conversation: 'anna', afterSeq: cursor, limit: 100 },
      });
      for (const line of page?.messages ?? []) {
        if (line.direction !== 'in') continue;
        seen.push(line.update.externalId);
        cursor = line.update.seq;
      }
    };
    const reader = (async () => {
      while (writing) {
        await read();
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => stores[index % 3]?.accept([item(`m${index}`)])),
    );
    writing = false;
    await reader;
    await read();
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
  });

  test('threads of the same name on two channels or two bots are two Conversations', async () => {
    const { store } = subject();
    const results = await store.accept([
      item('x'),
      item('x', { channel: 'telegram' }),
      item('x', { bot: 'other' }),
    ]);
    expect(new Set(results.map((result) => result.conversationId)).size).toBe(3);
    expect(results.every((result) => !result.duplicate)).toBe(true);
  });

  test('each part of a Burst renews the quiet time, and the cap ends it', async () => {
    const { store, advance } = subject();
    const accept = async (text: string): Promise<number | null | undefined> =>
      (await store.accept([item(text, { rule: { ...patient, maximumParts: 99 } })]))[0]?.dueInMs;
    expect(await accept('one')).toEqual(near(10_000));
    await advance(8_000);
    expect(await accept('two')).toEqual(near(10_000));
    await advance(8_000);
    expect(await accept('three')).toEqual(near(9_000));
    await advance(8_000);
    expect(await claimAll(store)).toHaveLength(0);
    await advance(1_500);
    expect((await claimOne(store)).updates.map((update) => update.text)).toEqual(['one', 'two', 'three']);
  });

  test.each([
    ['a flush', [item('a', { rule: patient }), item('b', { rule: { ...patient, flush: true } })]],
    ['the number of parts', ['a', 'b', 'c', 'd'].map((text) => item(text, { rule: patient }))],
    ['the number of characters', [item('x'.repeat(100), { id: 'long', rule: patient })]],
  ])('%s ends the Burst at once', async (_name, items) => {
    const { store } = subject();
    for (const [index, each] of items.entries()) {
      const [result] = await store.accept([each]);
      expect(result?.dueInMs).toEqual(near(index === items.length - 1 ? 0 : 10_000));
    }
    expect((await claimOne(store)).updates).toHaveLength(items.length);
  });

  test('a straggler cannot push a finished Burst away', async () => {
    const { store, advance } = subject();
    await store.accept([item('one', { rule: patient })]);
    await advance(11_000);
    const [straggler] = await store.accept([item('two', { rule: patient })]);
    expect(straggler?.dueInMs).toBeLessThanOrEqual(0);
    expect((await claimOne(store)).updates).toHaveLength(2);
  });

  test('what cannot be stored fails with TerminalError and leaves nothing of its batch', async () => {
    const { store } = subject();
    const poison = item('bad', { id: 'nul \u0000' });
    await expect(store.accept([item('good'), poison])).rejects.toBeInstanceOf(TerminalError);
    expect(await subject().count('updates')).toBe(0);
    expect(await store.accept([item('good')])).toMatchObject([{ seq: 1, duplicate: false }]);
  });

  test('strange text comes back as it was received', async () => {
    const { store } = subject();
    const text = 'nul \u0000, half \ud83d, full \u{1f600}, "quoted", \\u0041, שלום';
    await store.accept([item('strange', { content: { kind: 'message', text } })]);
    expect((await claimOne(store)).updates[0]?.text).toBe(text);
    expect(await linesOf(store)).toEqual([`<${text}`]);
  });

  test('what is stored is a copy', async () => {
    const { store } = subject();
    const payload = { list: [1], gone: undefined } as unknown as { list: number[] };
    await store.accept([item('x', { content: { kind: 'event', event: 'e', payload } })]);
    payload.list.push(2);
    const first = await claimOne(store);
    expect(first.updates[0]?.payload).toEqual({ list: [1] });
    (first.updates[0] as unknown as { payload: typeof payload }).payload.list.push(3);
    await store.release(first, 'w1');
    expect((await claimOne(store)).updates[0]?.payload).toEqual({ list: [1] });
  });

  test('an Update keeps its names and the time it was received', async () => {
    const { store, now } = subject();
    await store.accept([item('hello')]);
    const { conversationId, updates } = await claimOne(store);
    expect(updates[0]).toMatchObject({
      id: `u${conversationId}.1`,
      ...{ seq: 1, externalId: 'id-hello', requestId: 'r-hello', kind: 'message', text: 'hello' },
    });
    expect(Math.abs((updates[0]?.receivedAt ?? 0) - now())).toBeLessThan(5_000);
  });

  test('messages that arrive during a Turn gather for the next one with a window of their own', async () => {
    const { store, advance } = subject();
    await store.accept([item('one')]);
    const claim = await claimOne(store);
    const [during] = await store.accept([item('two', { rule: patient })]);
    expect(during?.dueInMs).toBeNull();
    await advance(4_000);
    expect(await commitOne(store, claim)).toMatchObject({ status: 'committed', dueInMs: near(6_000) });
    expect(await claimAll(store)).toHaveLength(0);
    await advance(7_000);
    expect((await claimOne(store)).updates.map((update) => update.text)).toEqual(['two']);
  });

  test('an Update accepted while its Conversation is due joins the Turn', async () => {
    const { store } = subject();
    await store.accept([item('one', { rule: atOnce })]);
    await store.accept([item('two', { rule: patient })]);
    expect((await claimOne(store)).updates).toHaveLength(2);
  });
}
