import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../src/app/engine.ts';
import type { UpdateContent } from '../../src/contracts/update.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { deliver, foldBot, openEngine, pause, stopAll, until, update } from './engine-fixture.ts';

let database: EngineDatabase;
let engine: Engine;
let platform: Platform;

// Long enough that a loaded machine does not split a Burst.
const quietMs = 700;
const capMs = 1_500;
const maximumParts = 8;

beforeAll(async () => {
  database = await createEngineDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.clear();
  platform = createPlatform({ delivery: 'repeatable' });
  engine = open({ quietMs, capMs });
});
afterEach(() => stopAll([engine]));

const open = (window: { readonly quietMs: number; readonly capMs: number }): Engine =>
  openEngine({
    database,
    platform,
    bot: foldBot({ burst: { ...window, maximumParts, maximumCharacters: 50 } }),
  });

const restart = async (window: { readonly quietMs: number; readonly capMs: number }): Promise<void> => {
  await stopAll([engine]);
  engine = open(window);
};

const say = (id: string, content?: UpdateContent): Promise<unknown> =>
  deliver(engine, content === undefined ? update('anna', id) : update('anna', id, content));

const answered = (count: number): Promise<void> =>
  until(`${count} replies`, () => platform.textsOf('anna').length >= count);

test('parts sent within the quiet window become one Turn, in order', async () => {
  for (const id of ['a', 'b', 'c']) {
    await say(id);
    await pause(60);
  }
  expect(platform.textsOf('anna')).toEqual([]);
  await answered(1);
  await say('d');
  await answered(2);
  expect(platform.textsOf('anna')).toEqual(['a b c', 'd']);
});

test('the cap ends a Burst that never falls silent', async () => {
  const startedAt = systemClock.monotonic();
  for (let said = 1; platform.shown.length === 0; said += 1) {
    await say(`p${said}`);
    await pause(quietMs / 2);
  }
  const took = systemClock.monotonic() - startedAt;
  const parts = platform.textsOf('anna')[0]?.split(' ') ?? [];
  expect(parts.length).toBeGreaterThanOrEqual(3);
  expect(parts).toEqual(parts.map((_, index) => `p${index + 1}`));
  expect(took).toBeGreaterThan(quietMs);
  expect(took).toBeLessThan(capMs + 2_000);
});

const long = 'y'.repeat(50);

test.each<[string, readonly [string, UpdateContent?][]]>([
  ['the number of parts', Array.from({ length: maximumParts }, (_, index) => [`p${index}`] as const)],
  ['the number of characters', [['a'], ['b', { kind: 'message', text: long }]]],
  ['a button', [['a'], ['b', { kind: 'button', button: 'yes' }]]],
  ['a command', [['a'], ['b', { kind: 'message', text: '/x', command: { name: 'x', argument: '' } }]]],
])('%s ends the Burst early', async (_name, parts) => {
  await restart({ quietMs: 20_000, capMs: 30_000 });
  const startedAt = systemClock.monotonic();
  for (const [id, content] of parts) await say(id, content);
  await answered(1);
  expect(platform.textsOf('anna')).toEqual([parts.map(([id]) => id).join(' ')]);
  expect(systemClock.monotonic() - startedAt).toBeLessThan(15_000);
});

test('a message that arrives during the Turn waits for its own window', async () => {
  await stopAll([engine]);
  engine = openEngine({
    database,
    platform,
    bot: foldBot({
      burst: { quietMs, capMs, maximumParts, maximumCharacters: 50 },
      turn: async (context, state) => {
        await context.step('think', () => pause(150).then(() => 1));
        return foldBot().turn(context, state);
      },
    }),
  });
  await say('a', { kind: 'button', button: 'go' });
  await pause(60);
  await say('b');
  await pause(60);
  await say('c');
  await answered(2);
  expect(platform.textsOf('anna')).toEqual(['a', 'b c']);
});

test('a Turn that runs again for newer messages takes 50 at most; the rest follow at once', async () => {
  await stopAll([engine]);
  const runs: number[] = [];
  const ids = Array.from({ length: 90 }, (_, index) => `m${String(index).padStart(2, '0')}`);
  const bot = foldBot({
    newerMessage: 'merge',
    turn: async (context, state) => {
      runs.push(context.burst.length);
      if (runs.length === 1)
        await engine.store.accept(ids.map((id) => ({ update: update('anna', id), rule })));
      return foldBot().turn(context, state);
    },
  });
  engine = openEngine({ database, platform, bot });
  await say('first');
  await answered(2);
  expect(runs).toEqual([1, 50, 41]);
  expect(platform.textsOf('anna').join(' ')).toBe(['first', ...ids].join(' '));
});

const rule = { quietMs: 0, capMs: 0, maximumParts: 20, maximumCharacters: 1_000, flush: false };
