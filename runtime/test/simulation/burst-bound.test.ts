import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/app/engine.ts';
import type { Bot } from '../../src/contracts/bot.ts';
import { sleep } from '../../src/core/clock.ts';
import { createMemoryStore } from '../../src/memory/memory-store.ts';
import { createPlatform } from '../../src/testing/platform.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';

/** Updates that one Turn takes at most. */
const bound = 50;

/** `count` messages that come at once, `waitMs` after those before them. */
interface Arrival {
  readonly waitMs: number;
  readonly count: number;
}

interface Pattern {
  readonly arrivals: readonly Arrival[];
  readonly newerMessage: Bot['newerMessage'];
  readonly quietMs: number;
  readonly thinkMs: number;
}

const patterns: fc.Arbitrary<Pattern> = fc.record({
  arrivals: fc.array(
    fc.record({
      waitMs: fc.integer({ min: 0, max: 150 }),
      count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 130 })),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  newerMessage: fc.constantFrom('merge', 'next'),
  quietMs: fc.constantFrom(0, 100),
  thinkMs: fc.integer({ min: 1, max: 200 }),
});

interface Outcome {
  readonly accepted: readonly string[];
  /** What each run of the program was given. */
  readonly runs: readonly (readonly string[])[];
  /** What each committed Turn has answered. */
  readonly turns: readonly (readonly string[])[];
}

/** The engine as it is, on virtual time: one person writes as the pattern says. */
async function play({ arrivals, newerMessage, quietMs, thinkMs }: Pattern): Promise<Outcome> {
  const clock = createVirtualClock();
  const store = createMemoryStore({ clock });
  const platform = createPlatform({ delivery: 'repeatable' });
  const accepted: string[] = [];
  const runs: string[][] = [];
  const bot: Bot = {
    ...{ name: 'echo', title: { ru: '', uk: '', en: '' }, commands: [], unknownDelivery: 'at-most-once' },
    burst: { quietMs, capMs: 1_000, maximumParts: 1_000, maximumCharacters: 100_000 },
    newerMessage,
    initialState: () => 0,
    parseState: (stored) => stored,
    async turn({ burst, reply }, state) {
      const ids = burst.map(({ externalId }) => externalId);
      runs.push(ids);
      await sleep(clock, thinkMs);
      reply({ text: ids.join(' ') });
      return Number(state) + ids.length;
    },
  };
  const engine = createEngine({
    ...{ store, clock, bots: [bot], pollMs: [20, 60] },
    channels: [{ bot: bot.name, channel: platform.channel }],
  });
  engine.start();
  for (const { waitMs, count } of arrivals) {
    await clock.advance(waitMs);
    for (let index = 0; index < count; index += 1) {
      const externalId = `m${accepted.length}`;
      accepted.push(externalId);
      const content = { kind: 'message', text: externalId } as const;
      const from = { bot: bot.name, channel: platform.channel.name, conversation: 'anna' };
      void engine.intake.accept({ ...from, externalId, content, requestId: externalId });
    }
  }
  const answered = (): readonly (readonly string[])[] =>
    platform.textsOf('anna').map((text) => text.split(' '));
  await clock.runUntil(() => answered().flat().length >= accepted.length);
  await clock.advance(2_000);
  return { accepted, runs, turns: answered() };
}

test('however messages arrive, no Turn takes more than the bound, none is lost and order is kept', async () => {
  await fc.assert(
    fc.asyncProperty(patterns, async (pattern) => {
      const { accepted, runs, turns } = await play(pattern);
      expect(turns.flat()).toEqual(accepted);
      expect(Math.max(...runs.map((run) => run.length))).toBeLessThanOrEqual(bound);
    }),
    { numRuns: 150 },
  );
});

test('a Turn that is full is not run again for what it cannot take', async () => {
  const arrivals = [
    { waitMs: 0, count: bound + 10 },
    { waitMs: 150, count: 20 },
  ];
  const { runs } = await play({ arrivals, newerMessage: 'merge', quietMs: 100, thinkMs: 100 });
  expect(runs.map((run) => run.length)).toEqual([bound, 30]);
});
