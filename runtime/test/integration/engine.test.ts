import { expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import { createRandom, type Random } from '../../src/core/random.ts';
import type { SpanAttributes, Tracer } from '../../src/core/tracer.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import {
  deliver,
  emptyFold,
  fold,
  foldBot,
  isAtRest,
  pause,
  until,
  update,
  useEngines,
} from './engine-fixture.ts';

let database: EngineDatabase;

const { open } = useEngines((made) => {
  database = made;
});

interface StoredTurn {
  readonly conversation: string;
  readonly seq: number;
  readonly from_seq: number;
  readonly through_seq: number;
  readonly state: { readonly count: number; readonly hash: number } | null;
}

/** Checks every promise about order and number on what the database and the platform hold. */
async function expectKeptAndAnswered(
  platform: Platform,
  sent: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const { rows: stored } = await database.pool.query<{ conversation: string; seq: number; id: string }>(
    `select c.external_id as conversation, u.seq::int, u.external_id as id
     from updates u join conversations c on c.id = u.conversation_id order by u.conversation_id, u.seq`,
  );
  const { rows: turns } = await database.pool.query<StoredTurn>(
    `select c.external_id as conversation, t.seq::int, t.from_seq::int, t.through_seq::int, t.state
     from turns t join conversations c on c.id = t.conversation_id order by t.conversation_id, t.seq`,
  );
  expect(stored).toHaveLength([...sent.values()].flat().length);
  for (const [conversation, ids] of sent) {
    const updates = stored.filter((row) => row.conversation === conversation);
    expect(new Set(updates.map((row) => row.id))).toEqual(new Set(ids));
    const own = turns.filter((turn) => turn.conversation === conversation);
    const answered = own.map((turn) =>
      updates.filter(({ seq }) => seq >= turn.from_seq && seq <= turn.through_seq).map(({ id }) => id),
    );
    expect(answered.flat(), `every Update of ${conversation} is in exactly one Turn, in order`).toEqual(
      updates.map((row) => row.id),
    );
    expect(own.at(-1)?.state).toEqual(updates.reduce((state, row) => fold(state, row.id), emptyFold));
    expect(platform.textsOf(conversation), `replies to ${conversation}: each once, in order`).toEqual(
      answered.map((part) => part.join(' ')),
    );
  }
}

/** One person: messages one after another, each delivered one to three times through any web process. */
async function write(
  webs: readonly Engine[],
  conversation: string,
  ids: readonly string[],
  random: Random,
): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const copies = 1 + Math.floor(random() * 3);
    const again = ids[Math.floor(random() * (index + 1))] ?? id;
    await Promise.all(
      [...Array.from({ length: copies }, () => id), again].map((each, copy) =>
        deliver(webs[copy % webs.length] as Engine, update(conversation, each)),
      ),
    );
    if (random() < 0.3) await pause(random() * 40);
  }
}

const people = (count: number, messages: number): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Array.from({ length: count }, (_, person) => [
      `person-${person}`,
      Array.from({ length: messages }, (_, index) => `m${person}-${index}`),
    ]),
  );

test('two workers and two webs share 200 Conversations: nothing lost, doubled or out of order', async () => {
  const platform = createPlatform({ delivery: 'repeatable' });
  const bot = foldBot({ burst: { quietMs: 15, capMs: 60, maximumParts: 4, maximumCharacters: 1_000 } });
  const [webA, webB] = [open({ bot, platform, role: 'web' }), open({ bot, platform, role: 'web' })];
  open({ bot, platform, role: 'worker' });
  open({ bot, platform, role: 'worker' });
  const sent = people(200, 6);
  const random = createRandom(7);
  await Promise.all([...sent].map(([person, ids]) => write([webA, webB], person, ids, random)));
  await until('everything is answered', () => isAtRest(database));
  await expectKeptAndAnswered(platform, sent);
});

test('connections cut again and again in the middle of the load lose nothing', async () => {
  const platform = createPlatform({ delivery: 'repeatable' });
  const bot = foldBot({ turn: countingTurn(5) });
  const [webA, webB] = [open({ bot, platform, role: 'web' }), open({ bot, platform, role: 'web' })];
  open({ bot, platform, role: 'worker', turnAttempts: 1_000 });
  open({ bot, platform, role: 'worker', turnAttempts: 1_000 });
  const sent = people(60, 6);
  const random = createRandom(11);
  const admin = database.openPool(1);
  let cut = 0;
  let loading = true;
  const saboteur = (async () => {
    while (loading) {
      await pause(40);
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'opora-test' and pid <> pg_backend_pid()`,
      );
      cut += rowCount ?? 0;
    }
  })();
  await Promise.all([...sent].map(([person, ids]) => write([webA, webB], person, ids, random)));
  await pause(200);
  loading = false;
  await saboteur;
  await until('everything is answered', () => isAtRest(database).catch(() => false));
  expect(cut).toBeGreaterThan(10);
  await expectKeptAndAnswered(platform, sent);
});

/** The fold bot's program with one step that takes `ms`. */
function countingTurn(ms: number): ReturnType<typeof foldBot>['turn'] {
  return async (context, state) => {
    await context.step('think', async () => {
      await pause(ms);
      return context.burst.length;
    });
    return foldBot().turn(context, state);
  };
}

test('a flood from one chat does not hold up a quiet one', async () => {
  const platform = createPlatform({ delivery: 'repeatable' });
  const bot = foldBot({ turn: countingTurn(3) });
  const engine = open({ bot, platform });
  await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => deliver(engine, update('flood', `f${index}`))),
  );
  const before = await turnsOf('flood');
  await deliver(engine, update('quiet', 'hello'));
  await until('the quiet chat is answered', () => platform.textsOf('quiet').length > 0);
  const between = (await turnsOf('flood')) - before;
  expect(between, 'Turns of the flood before the quiet chat was answered').toBeLessThanOrEqual(8);
  await until('the flood is over', () => isAtRest(database));
  expect(platform.textsOf('flood').join(' ').split(' ')).toHaveLength(1_000);
});

test('a flood that never ends leaves places for the others', async () => {
  const platform = createPlatform({ delivery: 'repeatable' });
  const engine = open({ bot: foldBot(), platform, concurrency: 4 });
  let sent = 0;
  let over = false;
  const flood = Promise.all(
    Array.from({ length: 128 }, async () => {
      while (!over) await deliver(engine, update('flood', `f${++sent}`));
    }),
  );
  try {
    await until('the flood is on', () => sent > 1_000);
    await deliver(engine, update('quiet', 'hello'));
    await until('the quiet chat is answered', () => platform.textsOf('quiet').length > 0);
  } finally {
    over = true;
    await flood;
  }
  await until('the flood is over', () => isAtRest(database));
  expect(platform.textsOf('flood').join(' ').split(' ')).toHaveLength(sent);
});

async function turnsOf(conversation: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(
    `select turn_seq::int as n from conversations where external_id = $1`,
    [conversation],
  );
  return rows[0]?.n ?? 0;
}

test('3,000 timers due at once each become one Turn', async () => {
  const platform = createPlatform({ delivery: 'repeatable' });
  const bot = foldBot({
    turn: async (context, state) => {
      context.reply({ text: context.burst.map((each) => each.timer).join(' ') });
      return context.burst.reduce((before, each) => fold(before, each.timer ?? '?'), state);
    },
  });
  await database.pool.query(
    `with made as (
       insert into conversations (bot, channel, external_id)
       select 'echo', 'platform', 'person-' || n from generate_series(1, 1000) n returning id)
     insert into timers (conversation_id, key, due_at, request_id)
     select id, 'beep-' || k, now() - interval '1 minute', 'r' from made, generate_series(1, 3) k`,
  );
  open({ bot, platform });
  open({ bot, platform });
  await until('all have fired', async () => platform.shown.length >= 1_000 && (await isAtRest(database)));
  const fired = platform.shown.flatMap((line) =>
    line.text.split(' ').map((key) => `${line.conversation} ${key}`),
  );
  expect(fired).toHaveLength(3_000);
  expect(new Set(fired).size).toBe(3_000);
});

test('a trace tells of a Turn, its steps and its sends in the words of the log', async () => {
  const spans: Record<string, SpanAttributes> = {};
  const tracer: Tracer = {
    span(name, attributes, work) {
      spans[name] = attributes;
      const set = (more: SpanAttributes): void =>
        void Object.assign(spans, { [name]: { ...spans[name], ...more } });
      return work({ handle: null, set });
    },
  };
  const bot = foldBot({
    turn: async (context, state) => {
      await context.step('look:up', () => Promise.resolve(1));
      context.reply({ text: 'done' });
      return state;
    },
  });
  const engine = open({ bot, tracer });
  engine.start();
  const { conversationId } = await engine.intake.accept(update('anna', 'm1'));
  await until('the send', () => spans.delivery?.outcome !== undefined);
  expect(spans).toEqual({
    turn: {
      ...{ bot: 'echo', turnId: `t${conversationId}.1`, requestId: 'request-m1' },
      ...{ attempt: 1, outcome: 'answered', reruns: 0 },
    },
    step: { step: 'look:up' },
    delivery: {
      ...{ bot: 'echo', deliveryId: `d${conversationId}.2`, requestId: 'request-m1' },
      ...{ channel: 'platform', lane: 'message', attempt: 1, outcome: 'sent' },
    },
  });
});
