import { beforeEach, expect, test } from 'vitest';
import type { TurnContext } from '../../src/contracts/bot.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, type FoldState, foldBot, isAtRest, until, update, useEngines } from './engine-fixture.ts';

let database: EngineDatabase;
let platform: Platform;

const { open } = useEngines((made) => {
  database = made;
});
beforeEach(() => {
  platform = createPlatform({ delivery: 'repeatable' });
});

const huge = 'x'.repeat(5_000_000);
type Excess = (context: TurnContext, state: FoldState) => Promise<FoldState>;

const excesses: readonly (readonly [string, Excess, string])[] = [
  [
    "a step's result",
    async ({ step }, state) => {
      await step('look up', async () => huge);
      return state;
    },
    'TerminalError: The results of the steps have 5000002 characters of JSON together; 4194304 are allowed. ' +
      '"look up" alone has 5000002.',
  ],
  [
    'the results of many steps together',
    async ({ step }, state) => {
      for (let number = 1; number < 100; number += 1) {
        await step(`page ${number}`, async () => huge.slice(0, 999_998), { journal: 'with-commit' });
      }
      return state;
    },
    'TerminalError: The results of the steps have 5000000 characters of JSON together; 4194304 are allowed. ' +
      '"page 5" alone has 1000000.',
  ],
  [
    'the state',
    async (_context, state) => ({ ...state, huge }),
    'TerminalError: The state has 5000030 characters of JSON; 1 to 65536 are allowed.',
  ],
  [
    'a reply',
    async ({ reply }, state) => {
      reply({ text: huge });
      return state;
    },
    'TerminalError: "message" has 5000040 characters of JSON; one part of a Turn may have 4194304.',
  ],
  [
    "an effect's payload",
    async ({ effect }, state) => {
      effect('crm', huge);
      return state;
    },
    'TerminalError: "effect:crm" has 5000045 characters of JSON; one part of a Turn may have 4194304.',
  ],
  [
    "a timer's payload",
    async ({ schedule, now }, state) => {
      schedule('later', now + 60_000, huge);
      return state;
    },
    'TerminalError: "timer:later" has 5000002 characters of JSON; one part of a Turn may have 4194304.',
  ],
];

test.each(excesses)(
  '%s without end makes the Turn a DeadLetter at once, and nothing of it is kept',
  async (...row) => {
    const [, excess, reason] = row;
    let runs = 0;
    const bot = foldBot({
      effects: {
        crm: { delivery: 'repeatable', deliver: () => Promise.resolve({ status: 'sent', receipt: null }) },
      },
      fallbackMessage: () => ({ text: 'sorry' }),
      turn: async (context, state) => {
        if (context.burst[0]?.externalId !== 'poison') return foldBot().turn(context, state);
        runs += 1;
        return excess(context, state);
      },
    });
    const engine = open({ bot, platform });
    await Promise.all([
      deliver(engine, update('anna', 'poison')),
      ...['bert', 'cleo', 'dora'].map((person) => deliver(engine, update(person, 'x'))),
    ]);
    await until('rest', () => isAtRest(database));
    await deliver(engine, update('anna', 'b'));
    await until('the Conversation goes on', () => platform.textsOf('anna').length === 2);
    expect(platform.textsOf('anna')).toEqual(['sorry', 'b']);
    expect(['bert', 'cleo', 'dora'].flatMap((person) => platform.textsOf(person))).toEqual(['x', 'x', 'x']);
    expect(runs).toBe(1);
    const { rows } = await database.pool.query('select kind, reason from dead_letters');
    expect(rows).toEqual([{ kind: 'turn', reason }]);
    const { rows: kept } = await database.pool.query(
      `select (select count(*)::int from steps) as steps, (select count(*)::int from timers) as timers,
       (select max(length(state::text))::int from turns) as longest`,
    );
    expect(kept).toEqual([{ steps: 0, timers: 0, longest: expect.closeTo(30, -2) }]);
  },
);

test('what a bot may honestly keep is kept: a file of 1 MiB, an answer as sound', async () => {
  const sound = 'UklGR'.repeat(700_000);
  const content = 'Ім\'я;"відповідь"\n'.repeat(48_000);
  const bot = foldBot({
    turn: async (context, state) => {
      const said = await context.step('speak', async () => ({ audioBase64: sound }));
      context.reply({
        text: `${said.audioBase64.length}`,
        file: { name: 'own.csv', mimeType: 'text/csv', content },
      });
      return { ...state, notes: 'n'.repeat(65_000) };
    },
  });
  const engine = open({ bot, platform });
  await deliver(engine, update('anna', 'a'));
  await until('the reply', () => platform.shown.length === 1);
  expect(platform.textsOf('anna')).toEqual(['3500000']);
});

test('of the reason of a Handoff 1,000 characters are kept', async () => {
  const bot = foldBot({
    turn: async (context, state) => {
      context.handoff(huge);
      return state;
    },
  });
  await deliver(open({ bot, platform }), update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  const { rows } = await database.pool.query(
    `select length(handoff->>'reason')::int as characters from conversations`,
  );
  expect(rows).toEqual([{ characters: 1_000 }]);
});

test('a fallback message that is too large keeps no Turn from ending', async () => {
  const bot = foldBot({
    fallbackMessage: () => ({ text: huge }),
    turn: async (context, state) => ({ ...state, huge: await context.step('read', async () => huge) }),
  });
  await deliver(open({ bot, platform }), update('anna', 'a'));
  await until('rest', () => isAtRest(database));
  const { rows } = await database.pool.query('select reason from dead_letters');
  expect(rows).toEqual([
    { reason: expect.stringContaining('No fallback message: TerminalError: "message" has') },
  ]);
  expect(platform.shown).toEqual([]);
});
