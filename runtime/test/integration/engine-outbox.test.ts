import { expect, test } from 'vitest';
import type { DeliveryOutcome } from '../../src/contracts/channel.ts';
import { createPlatform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import {
  deliver,
  foldBot,
  isAtRest,
  openEngine,
  pause,
  until,
  update,
  useEngines,
} from './engine-fixture.ts';

let database: EngineDatabase;

const { open } = useEngines((made) => {
  database = made;
});

const sent: DeliveryOutcome = { status: 'sent', receipt: null };
const slowDown: DeliveryOutcome = {
  ...{ status: 'refused', code: '429', reason: 'slow down', permanent: false, retryAfterMs: 150 },
};
const lost: DeliveryOutcome = { status: 'unknown', code: 'reset', reason: 'connection reset' };

test('a refused reply is tried again and nothing overtakes it', async () => {
  let refusals = 0;
  const platform = createPlatform({
    delivery: 'ambiguous',
    answer: async ({ message }, show) => {
      if (message.text === 'a' && refusals < 2) {
        refusals += 1;
        return slowDown;
      }
      show();
      return sent;
    },
  });
  const engine = open({ bot: foldBot(), platform });
  for (const id of ['a', 'b', 'c']) {
    await deliver(engine, update('anna', id));
    await pause(30);
  }
  await until('rest', () => isAtRest(database));
  expect(platform.textsOf('anna')).toEqual(['a', 'b', 'c']);
  expect(platform.shown.every((line) => !line.maybeRepeated)).toBe(true);
});

test.each([
  ['at-least-once', 'at-most-once', ['ask', 'ask', 'beep', 'end'], ['unknown-delivery']],
  ['at-most-once', 'at-least-once', ['ask', 'beep', 'beep', 'end'], ['unknown-delivery']],
  ['at-least-once', undefined, ['ask', 'ask', 'beep', 'beep', 'end'], []],
] as const)(
  'under %s a message may say %s of itself; the others of its lane keep to the bot',
  async (policy, own, texts, letters) => {
    const cut = new Set<string>();
    const platform = createPlatform({
      delivery: 'ambiguous',
      answer: async ({ message }, show) => {
        show();
        // The answers to the first sends of both are lost.
        if (message.text === 'end' || cut.has(message.text)) return sent;
        cut.add(message.text);
        return lost;
      },
    });
    const bot = foldBot({
      unknownDelivery: policy,
      turn: async (context, state) => {
        context.reply({ text: 'ask' });
        context.reply({ text: 'beep', ...(own === undefined ? {} : { unknownDelivery: own }) });
        context.reply({ text: 'end' });
        return state;
      },
    });
    await deliver(open({ bot, platform }), update('anna', 'a'));
    await until('rest', () => isAtRest(database));
    expect(platform.textsOf('anna')).toEqual(texts);
    const { rows } = await database.pool.query('select kind from dead_letters');
    expect(rows.map((row) => row.kind as string)).toEqual(letters);
  },
);

test.each([
  ['at-most-once', ['a', 'b'], [false, false], ['unknown-delivery']],
  ['at-least-once', ['a', 'a', 'b'], [false, true, false], []],
] as const)('a lost answer under %s', async (policy, texts, labels, letters) => {
  let cut = false;
  const platform = createPlatform({
    delivery: 'ambiguous',
    answer: async (_delivery, show) => {
      show();
      if (cut) return sent;
      cut = true;
      return lost;
    },
  });
  const engine = open({ bot: foldBot({ unknownDelivery: policy }), platform });
  await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  await deliver(engine, update('anna', 'b'));
  await until('rest', () => isAtRest(database));
  expect(platform.textsOf('anna')).toEqual(texts);
  expect(platform.shown.map((line) => line.maybeRepeated)).toEqual(labels);
  const { rows } = await database.pool.query('select kind from dead_letters');
  expect(rows.map((row) => row.kind as string)).toEqual(letters);
});

test('a person who blocked the bot is told to the bot once and gets nothing more of that Turn', async () => {
  const platform = createPlatform({
    delivery: 'repeatable',
    answer: async () => ({
      ...{ status: 'refused', code: 'blocked', reason: 'bot was blocked', permanent: true, blocked: true },
    }),
  });
  const events: string[] = [];
  const bot = foldBot({
    turn: async (context, state) => {
      for (const each of context.burst) if (each.event !== undefined) events.push(each.event);
      if (events.length > 0) return state;
      for (const text of ['one', 'two', 'three']) context.reply({ text });
      return state;
    },
  });
  const engine = open({ bot, platform });
  await deliver(engine, update('anna', 'a'));
  await until('the bot was told', () => events.length > 0);
  await until('rest', () => isAtRest(database));
  expect(events).toEqual(['opora.unreachable']);
  expect(platform.calls.map((call) => call.text)).toEqual(['one']);
  const { rows } = await database.pool.query('select status from deliveries order by seq');
  expect(rows.map((row) => row.status as string)).toEqual(['refused', 'cancelled', 'cancelled']);
});

test('a bot that answers even the news that nobody reads it is not answered for ever', async () => {
  const platform = createPlatform({
    delivery: 'ambiguous',
    answer: async () => ({
      ...{ status: 'refused', code: 'blocked', reason: 'bot was blocked', permanent: true, blocked: true },
    }),
  });
  const engine = open({ bot: foldBot(), platform });
  await deliver(engine, update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  await pause(200);
  await until('rest', () => isAtRest(database));
  expect(platform.calls.map((call) => call.text)).toEqual(['a']);
  const { rows } = await database.pool.query('select seq::int, journal from turns order by seq');
  expect(rows).toMatchObject([
    { seq: 1, journal: null },
    { seq: 2, journal: { rejections: [{ validator: 'reachable' }], drafts: { outcome: 'withheld' } } },
  ]);
});

test('a channel that ignores its time-out does not keep its slot', async () => {
  let hung = false;
  const platform = createPlatform({
    delivery: 'repeatable',
    answer: async (_delivery, show) => {
      if (!hung) {
        hung = true;
        return new Promise(() => undefined);
      }
      show();
      return sent;
    },
  });
  const engine = open({ bot: foldBot(), platform, sendTimeoutMs: 100, sendLeaseGraceMs: 400 });
  await deliver(engine, update('anna', 'a'));
  await until('the reply', () => platform.shown.length === 1, 5_000);
  await until('rest', () => isAtRest(database));
  expect(platform.textsOf('anna')).toEqual(['a']);
});

test('a stop between the sweep and its sends gives the Deliveries back as unsent', async () => {
  const platform = createPlatform({ delivery: 'ambiguous' });
  const channel = { ...platform.channel, rate: { perConversationMs: 0, overallPerSecond: 2 } };
  const slow = { ...platform, channel };
  const writer = openEngine({
    database,
    bot: foldBot(),
    platform: {
      ...platform,
      channel: { ...channel, rate: { perConversationMs: 60_000, overallPerSecond: 0.001 } },
    },
  });
  for (let index = 0; index < 6; index += 1) await deliver(writer, update(`p${index}`, `m${index}`));
  await until('all Turns are committed', async () => {
    const { rows } = await database.pool.query<{ n: number }>('select count(*)::int as n from turns');
    return rows[0]?.n === 6;
  });
  await writer.stop(1_000);
  await database.advance(5_000);
  const engine = openEngine({ database, bot: foldBot(), platform: slow, sendTimeoutMs: 2_000 });
  await until('the sweep has taken some', async () => {
    const { rowCount } = await database.pool.query(`select 1 from deliveries where status = 'sending'`);
    return (rowCount ?? 0) > 1;
  });
  await engine.stop(1_000);
  const { rows } = await database.pool.query<{ status: string; n: number }>(
    `select status, count(*)::int as n from deliveries group by status`,
  );
  const counts = Object.fromEntries(rows.map((row) => [row.status, row.n]));
  expect(counts, 'a Delivery that was never sent is marked as started').toEqual({
    ...(platform.shown.length > 0 ? { sent: platform.shown.length } : {}),
    pending: 6 - platform.shown.length,
  });
  open({ bot: foldBot(), platform });
  await until('rest', () => isAtRest(database));
  expect(platform.shown.map((line) => line.text).sort()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']);
});
