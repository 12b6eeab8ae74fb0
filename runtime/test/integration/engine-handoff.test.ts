import { beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import type { Bot } from '../../src/contracts/bot.ts';
import type { Json } from '../../src/contracts/json.ts';
import type { Update, UpdateContent } from '../../src/contracts/update.ts';
import { TerminalError } from '../../src/core/errors.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, type FoldState, foldBot, isAtRest, until, update, useEngines } from './engine-fixture.ts';
import { createGate } from './support/gates.ts';

let database: EngineDatabase;
let platform: Platform;

const { open } = useEngines((made) => {
  database = made;
});
beforeEach(() => {
  platform = createPlatform({ delivery: 'repeatable' });
});

const olga = { reason: 'asked', at: 1_000, operator: 'olga' };
const release: UpdateContent = { kind: 'event', event: 'opora.released' };

interface Hold {
  readonly engine: Engine;
  readonly conversationId: string;
  /** Texts of every `held` that the program was told, by release. */
  readonly told: readonly (readonly string[])[];
  /** Says something and waits until nothing is left to do. */
  say(externalId: string, content?: UpdateContent): Promise<void>;
}

/** A Conversation that has been answered once and is held by Olga. `poison` kills a Turn, `right` is heard. */
async function hold(bot: Partial<Bot<FoldState>> = {}): Promise<Hold> {
  const told: string[][] = [];
  const engine = open({
    ...{ database, platform },
    bot: foldBot({
      heardWhileHeld: ({ text }) => text?.startsWith('right') === true,
      ...bot,
      async turn(context, state) {
        if (context.burst.some(({ text }) => text?.endsWith('poison'))) {
          throw new TerminalError('poisoned', 'Poison.');
        }
        const released = context.burst.find(({ event }) => event === release.event);
        if (released !== undefined) told.push(heldOf(released).map(({ externalId }) => externalId));
        return (bot.turn ?? foldBot().turn)(context, state);
      },
    }),
  });
  const say: Hold['say'] = async (externalId, content) => {
    await deliver(engine, update('anna', externalId, content));
    await until('rest', () => isAtRest(database));
  };
  await say('before');
  const { conversationId } = await deliver(engine, update('anna', 'before'));
  await engine.store.takeOver(conversationId, olga);
  return { engine, conversationId, told, say };
}

const heldOf = ({ payload }: Update): readonly Update[] =>
  (payload as { readonly held: readonly Json[] }).held as unknown as readonly Update[];

interface Outcome {
  readonly outcomes: readonly string[];
  readonly handoff: Json;
  readonly reasons: readonly string[];
}

async function outcome(): Promise<Outcome> {
  const { rows } = await database.pool.query<Outcome>(
    `select array(select outcome from turns order by seq) as outcomes,
            array(select reason from dead_letters order by id) as reasons,
            (select handoff from conversations) as handoff`,
  );
  return rows[0] as Outcome;
}

test('a release whose Turn dies releases all the same', async () => {
  const { say, told, engine, conversationId } = await hold();
  await say('held');
  await say('poison', { ...release, text: 'poison' });
  expect(await outcome()).toMatchObject({ outcomes: ['answered', 'held', 'dead'], handoff: null });
  await engine.store.takeOver(conversationId, olga);
  await say('held again');
  await say('released', release);
  expect(told, 'the program was never told of the first').toEqual([['held', 'held again']]);
  await say('after');
  expect(platform.textsOf('anna').at(-1)).toBe('after');
});

test('a heard Turn that dies says nothing beside the person who holds the chat, and ends no hold', async () => {
  const { say, told } = await hold({ fallbackMessage: () => ({ text: 'sorry' }) });
  await say('one');
  await say('right poison');
  await say('two');
  const { outcomes, handoff, reasons } = await outcome();
  expect(outcomes).toEqual(['answered', 'held', 'dead', 'held']);
  expect(handoff).toEqual(olga);
  expect(reasons).toHaveLength(1);
  await say('released', release);
  expect(told).toEqual([['one', 'two']]);
  expect(platform.textsOf('anna')).toEqual(['before', 'released']);
});

test('a fallback message that fails is left out, and what follows is answered', async () => {
  const bot = foldBot({
    fallbackMessage: () => {
      throw new Error('no such language');
    },
    turn: (context, state) =>
      context.burst[0]?.text === 'poison'
        ? Promise.reject(new TerminalError('poisoned', 'Poison.'))
        : foldBot().turn(context, state),
  });
  const engine = open({ platform, bot });
  for (const said of ['poison', 'after']) await deliver(engine, update('anna', said));
  await until('the answer', () => platform.textsOf('anna').length === 1);
  const { outcomes, reasons } = await outcome();
  expect(outcomes).toEqual(['dead', 'answered']);
  expect(reasons).toEqual([expect.stringMatching(/Poison\..*no such language/)]);
});

test('a release that lands in a heard Turn names what was held', async () => {
  const gate = createGate();
  const { say, told, engine } = await hold({
    newerMessage: 'merge',
    async turn(context, state) {
      if (context.burst.some(({ text }) => text === 'right')) await gate.pass(context.signal);
      return foldBot().turn(context, state);
    },
  });
  await say('held');
  await deliver(engine, update('anna', 'right'));
  await until('the Turn', () => gate.reached === 1);
  await deliver(engine, update('anna', 'released', release));
  gate.open();
  await until('the release', async () => (await outcome()).handoff === null);
  expect(told).toEqual([['held']]);
  expect((await outcome()).outcomes).toEqual(['answered', 'held', 'answered']);
});

test('a heard program that asks for a person leaves the chat with who holds it', async () => {
  const { say } = await hold({
    async turn(context, state) {
      context.handoff('asked again');
      return state;
    },
  });
  expect((await outcome()).handoff).toMatchObject({ operator: 'olga' });
  await say('right');
  expect(await outcome()).toMatchObject({ outcomes: ['answered', 'held'], handoff: olga });
});

test('what was held keeps its meaning', async () => {
  let held: readonly Update[] = [];
  const { say } = await hold({
    async turn(context, state) {
      const released = context.burst.find(({ event }) => event === release.event);
      if (released !== undefined) held = heldOf(released);
      return state;
    },
  });
  const contents: readonly UpdateContent[] = [
    { kind: 'event', event: 'shop.closed', payload: { until: 'noon' } },
    { kind: 'timer', timer: 'wake', payload: 7 },
    { kind: 'message', text: '/stop now', command: { name: 'stop', argument: 'now' } },
    { kind: 'edit', text: 'other words', edits: 'before' },
    { kind: 'button', button: 'yes' },
  ];
  for (const [index, content] of contents.entries()) await say(`held-${index}`, content);
  await say('released', release);
  const place = { id: expect.stringMatching(/^u\d+\.\d+$/), receivedAt: expect.any(Number) };
  expect(held).toMatchObject(
    contents.map((content, index) => ({ ...content, ...place, externalId: `held-${index}` })),
  );
});
