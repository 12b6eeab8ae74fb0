import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineStore } from '../../contracts/store.ts';
import { silentLogger } from '../../core/logger.ts';
import { createMemoryStore } from '../../memory/memory-store.ts';
import { renameConversations } from '../../postgres/rename-conversations.ts';
import {
  claimAll,
  claimOne,
  commitOne,
  item,
  linesOf,
  noExtras,
  reply,
  runTurn,
  shown,
} from '../../testing/conformance/subject.ts';
import {
  createEngineDatabase,
  createPostgresSubject,
  type EngineDatabase,
} from '../../testing/postgres-subject.ts';
import { describeEngineStore } from '../../testing/store-conformance.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createSealer, currentNamePrefix, parseSealingKeys, type Sealer, sealStore } from './index.ts';

const freshKey = (): string => randomBytes(32).toString('base64');
const sealerOf = (keys: string, bot = 'echo'): Sealer =>
  createSealer(bot, parseSealingKeys(bot, 'ECHO_KEY', keys));
const withKeys = (store: EngineStore, keys: string): EngineStore =>
  sealStore(store, new Map([['echo', sealerOf(keys)]]), silentLogger);

/** What a start does with names of a time before. */
const sealNames = (keys: string): Promise<number> => {
  const sealer = sealerOf(keys);
  return renameConversations(database.pool, 'echo', currentNamePrefix('echo', sealer), (name) =>
    sealer.sealName(sealer.openName(name)),
  );
};

let database: EngineDatabase;
beforeAll(async () => {
  database = await createEngineDatabase();
});
afterAll(() => database.close());

const key = freshKey();
// Whatever a store shows, it shows with everything sealed.
describeEngineStore(
  'sealed postgres',
  async () => {
    const subject = await createPostgresSubject(database);
    return {
      ...subject,
      store: withKeys(subject.store, key),
      another: () => withKeys(subject.another(), key),
    };
  },
  { runsWrites: true },
);

const secret = 'кошка на подоконнике';

/** One Conversation with something in every column that is sealed. */
async function fill(store: EngineStore): Promise<void> {
  await store.accept([
    { ...item('x', { content: { kind: 'message', text: secret } }), rule: item('x').rule },
  ]);
  const claim = await claimOne(store);
  const { bot, conversationId } = claim;
  await store.recordSteps([
    {
      bot,
      conversationId,
      turnSeq: 1,
      throughSeq: 1,
      name: 'model',
      result: { said: secret },
      durationMs: 1,
    },
  ]);
  await commitOne(store, claim, {
    state: { heard: secret },
    journal: { steps: [{ name: 'read', result: secret }] },
    deliveries: [shown(secret), { ...reply(secret, 'effect:crm') }],
    extras: { ...noExtras, timers: [{ key: 'later', at: 0, payload: { about: secret } }] },
  });
}

describe('what stands in the tables', () => {
  /** An Update, a step, a state, a journal, a message, an effect, a timer. */
  const columns = 7;
  const dump = async (): Promise<string> => {
    const tables = [
      ...['updates', 'turns', 'steps', 'deliveries', 'timers', 'conversations', 'conversation_names'],
    ];
    const rows = await Promise.all(tables.map((table) => database.pool.query(`select * from ${table}`)));
    return JSON.stringify(rows.map(({ rows: found }) => found));
  };

  test('does not say what was said', async () => {
    const { store } = await createPostgresSubject(database);
    await fill(store);
    expect((await dump()).split(secret)).toHaveLength(columns + 1);
    await database.clear();
    await fill(withKeys(store, key));
    const sealed = await dump();
    expect(sealed).not.toContain(secret);
    expect(sealed.split('$sealed')).toHaveLength(columns + 1);
  });

  test('does not say with whom; the same name finds the same Conversation', async () => {
    const { store } = await createPostgresSubject(database);
    const sealed = withKeys(store, key);
    const [first] = await sealed.accept([item('one', { conversation: 'chat-4711' })]);
    const [again] = await withKeys(store, key).accept([item('two', { conversation: 'chat-4711' })]);
    const [other] = await sealed.accept([item('one', { conversation: 'chat-4712' })]);
    expect(again?.conversationId).toBe(first?.conversationId);
    expect(other?.conversationId).not.toBe(first?.conversationId);
    expect(await sealed.hasUpdate(item('two', { conversation: 'chat-4711' }).update)).toBe(true);
    expect(await dump()).not.toContain('chat-47');
    expect((await claimAll(sealed)).map(({ conversation }) => conversation).sort()).toEqual([
      ...['chat-4711', 'chat-4712'],
    ]);
    const read = { bot: 'echo', channel: 'web', afterSeq: 0, limit: 10 };
    expect(await sealed.readMessages({ ...read, conversation: 'chat-4711' })).toMatchObject({
      messages: [{ direction: 'in' }, { direction: 'in' }],
    });
    const names = await sealed.query({
      ...{
        name: 'names',
        values: [],
        sql: 'select external_id from conversation_names order by conversation_id',
      },
    });
    expect(names).toEqual([{ external_id: 'chat-4711' }, { external_id: 'chat-4712' }]);
  });

  test('is opened where a statement reads it, and left sealed without the key', async () => {
    const { store } = await createPostgresSubject(database);
    await fill(withKeys(store, key));
    const read = (through: EngineStore, table: string, column: string) =>
      through.query<Record<string, unknown>>({
        name: `read_${table}_${column}`,
        sql: `select ${column}, now() as at from ${table} order by seq limit 1`,
        values: [],
      });
    const opened = withKeys(store, key);
    expect(await read(opened, 'updates', 'content')).toMatchObject([{ content: { text: secret } }]);
    expect(await read(opened, 'turns', 'state')).toMatchObject([
      { state: { heard: secret }, at: expect.any(Date) },
    ]);
    expect(await read(opened, 'deliveries', 'payload')).toMatchObject([
      { payload: { kind: 'message', message: { text: secret } } },
    ]);
    const foreign = await read(withKeys(store, freshKey()), 'turns', 'state');
    expect(foreign).toMatchObject([{ state: { $sealed: expect.stringMatching(/^1\.echo\.1\./) } }]);
  });

  test('comes back from a timer that was set sealed', async () => {
    const { store } = await createPostgresSubject(database);
    const sealed = withKeys(store, key);
    await fill(sealed);
    expect((await sealed.fireTimers(10)).fired).toBe(1);
    const claim = await claimOne(sealed);
    expect(claim.updates).toMatchObject([{ kind: 'timer', timer: 'later', payload: { about: secret } }]);
    expect(claim.state).toEqual({ heard: secret });
  });

  test('still says what the Guards have replaced: a statement asks for it', async () => {
    const { store } = await createPostgresSubject(database);
    const content = { kind: 'message', text: secret, replaced: ['phone'] } as const;
    await withKeys(store, key).accept([item('x', { content })]);
    const { rows } = await database.pool.query(`select content -> 'replaced' as replaced from updates`);
    expect(rows).toEqual([{ replaced: ['phone'] }]);
    expect((await claimOne(withKeys(store, key))).updates).toMatchObject([content]);
  });
});

describe('keys', () => {
  test('change: the first of a list seals, all of them open', async () => {
    const { store } = await createPostgresSubject(database);
    const [first, second] = [freshKey(), freshKey()];
    await runTurn(withKeys(store, first), 'a', { deliveries: [shown('one')] });
    const both = withKeys(store, `2:${second},1:${first}`);
    await sealNames(`2:${second},1:${first}`);
    await runTurn(both, 'b', { deliveries: [shown('two')] });
    expect(await linesOf(both)).toEqual(['<a', '>one', '<b', '>two']);
    await expect(linesOf(withKeys(store, `2:${second}`))).rejects.toMatchObject({
      code: 'sealed_unreadable',
    });
  });

  test('that are lost keep a Conversation waiting and no other; it goes on when they are back', async () => {
    const clock = createVirtualClock();
    const store = createMemoryStore({ clock });
    const kept = withKeys(store, key);
    await kept.accept([item('sealed', { conversation: 'anna' })]);
    await store.accept([item('plain', { conversation: 'boris' })]);
    const claims = await claimAll(withKeys(store, freshKey()));
    expect(claims.map(({ conversation }) => conversation)).toEqual(['boris']);
    expect(await claimAll(kept)).toEqual([]);
    await clock.advance(60_000);
    const byName = (await claimAll(kept)).map(({ conversation, updates }) => [
      conversation,
      updates[0]?.text,
    ]);
    expect(new Map(byName as [string, string][])).toEqual(
      new Map([
        ['anna', 'sealed'],
        ['boris', 'plain'],
      ]),
    );
  });

  test('that are lost keep a Delivery waiting and no other', async () => {
    const clock = createVirtualClock();
    const store = createMemoryStore({ clock });
    await runTurn(withKeys(store, key), 'a', { deliveries: [reply('sealed')] });
    await clock.advance(31_000);
    const request = { bots: ['echo'], limit: 10, leaseMs: 1_000 };
    expect(await withKeys(store, freshKey()).claimDeliveries(request)).toEqual([]);
    await clock.advance(1_000);
    expect(await withKeys(store, key).claimDeliveries(request)).toMatchObject([
      { payload: { message: { text: 'sealed' } } },
    ]);
  });

  test.each([
    ['', 'key 1 is not 32 bytes'],
    ['c2hvcnQ=', 'key 1 is not 32 bytes'],
    [`${freshKey()},x`, 'key 2 is not 32 bytes'],
    [`300:${freshKey()}`, 'above 255'],
    [`${freshKey()},1:${freshKey()}`, 'one id'],
  ])('are refused when they are none: %#', (text, reason) => {
    expect(() => parseSealingKeys('echo', 'ECHO_KEY', text)).toThrow(
      expect.objectContaining({ code: 'sealing_key_invalid', message: expect.stringContaining(reason) }),
    );
    if (text !== '') expect(() => parseSealingKeys('echo', 'ECHO_KEY', text)).not.toThrow(text);
  });
});

describe('bots that do not seal', () => {
  test('have the store itself where nobody seals', () => {
    const store = createMemoryStore({ clock: createVirtualClock() });
    expect(sealStore(store, new Map(), silentLogger)).toBe(store);
  });

  test('store what they did before beside one that does', async () => {
    const store = createMemoryStore({ clock: createVirtualClock() });
    const sealed = withKeys(store, key);
    const trap = { kind: 'event', event: 'other.news', payload: { $sealed: '1.other.1.AAAA' } } as const;
    await sealed.accept([item('x', { bot: 'other', content: trap })]);
    const claim = await claimOne(sealed, { bots: ['other'] });
    expect(claim.updates).toMatchObject([trap]);
    await commitOne(sealed, claim, { state: { plain: true } });
    expect([...store.conversations.values()].map((row) => JSON.stringify(row))).toEqual([
      expect.stringContaining('"plain":true'),
    ]);
  });

  test('of a time before sealing are read as they are', async () => {
    const { store } = await createPostgresSubject(database);
    await runTurn(store, 'a', { deliveries: [shown('one')], state: { n: 1 } });
    const sealed = withKeys(store, key);
    expect(await sealNames(key)).toBe(1);
    expect(await sealNames(key)).toBe(0);
    await sealed.accept([item('b')]);
    expect((await claimOne(sealed)).state).toEqual({ n: 1 });
    expect(await linesOf(sealed)).toEqual(['<a', '>one', '<b']);
  });
});

describe('an envelope', () => {
  const sealer = sealerOf(key);
  const json = fc.jsonValue().filter((value) => value !== null);

  test('gives back what was sealed, and is another every time', () => {
    fc.assert(
      fc.property(json, (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        const [one, other] = [sealer.seal(plain), sealer.seal(plain)];
        expect(sealer.open(one)).toEqual(plain);
        expect(JSON.stringify(one)).not.toBe(JSON.stringify(other));
      }),
    );
  });

  test('of a name is the same for the same name and key alone, and gives it back', () => {
    const [other, later] = [sealerOf(key, 'other'), sealerOf(`2:${freshKey()},1:${key}`)];
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (name) => {
        const sealed = sealer.sealName(name);
        expect(sealer.sealName(name)).toBe(sealed);
        expect(sealer.openName(sealed)).toBe(name);
        expect(later.openName(sealed)).toBe(name);
        expect(new Set([sealed, other.sealName(name), later.sealName(name)]).size).toBe(3);
        expect(sealer.openName(name)).toBe(name);
        expect(other.openName(sealed)).toBe(sealed);
      }),
    );
    const sealed = sealer.sealName('chat-4711');
    // The last sign carries two bits here: A and Q differ in them, A and E would not.
    const changed = sealed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    expect(() => sealer.openName(changed)).toThrow(expect.objectContaining({ code: 'sealed_unreadable' }));
  });

  test('opens for nobody when a character of it was changed, or for another bot', () => {
    const text = (sealer.seal({ said: secret }) as { $sealed: string }).$sealed;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 2 }), (index) => {
        const changed = `${text.slice(0, index)}${text[index] === 'B' ? 'C' : 'B'}${text.slice(index + 1)}`;
        expect(() => sealer.open({ $sealed: changed })).toThrow(
          expect.objectContaining({ code: 'sealed_unreadable' }),
        );
      }),
    );
    const other = sealerOf(key, 'other');
    expect(() => other.open({ $sealed: text })).toThrow('cannot be opened');
    expect(() => other.open({ $sealed: text.replace('echo', 'other') })).toThrow('cannot be opened');
  });
});
