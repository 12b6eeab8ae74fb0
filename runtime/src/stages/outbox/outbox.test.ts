import { expect, test } from 'vitest';
import type { Bot } from '../../contracts/bot.ts';
import type { Channel } from '../../contracts/channel.ts';
import type { ClaimedDelivery, EngineStore } from '../../contracts/store.ts';
import { sleep } from '../../core/clock.ts';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { silentTracer } from '../../core/tracer.ts';
import { createMemoryStore, type MemoryStore } from '../../memory/memory-store.ts';
import { reply, runTurn } from '../../testing/conformance/subject.ts';
import { createPlatform, type Platform, type PlatformOptions } from '../../testing/platform.ts';
import { createVirtualClock, type VirtualClock } from '../../testing/virtual-clock.ts';
import { createOutbox, type Outbox } from './outbox.ts';

const bot: Bot = {
  ...{ name: 'echo', title: { ru: '', uk: '', en: '' }, commands: [] },
  burst: { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1 },
  ...{ unknownDelivery: 'at-most-once', newerMessage: 'next' },
  initialState: () => null,
  parseState: (stored) => stored,
  turn: async (_context, state) => state,
};

interface Bench {
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly platform: Platform;
  readonly outbox: Outbox;
  /** What a worker hands over after the commit of a Turn with these replies. */
  commit(...texts: readonly string[]): Promise<readonly ClaimedDelivery[]>;
  statuses(): readonly string[];
}

function setUp(options: {
  readonly delivery: 'repeatable' | 'ambiguous';
  readonly slow?: keyof EngineStore;
  readonly rate?: Channel['rate'];
  readonly answer?: PlatformOptions['answer'];
}): Bench {
  const clock = createVirtualClock();
  const store = createMemoryStore({ clock });
  const { rate, answer } = options;
  const platform = createPlatform({ name: 'web', delivery: options.delivery, ...(answer && { answer }) });
  const channel = rate === undefined ? platform.channel : { ...platform.channel, rate };
  const outbox = createOutbox({
    ...{ clock, random: () => 0.5, logger: silentLogger, meter: silentMeter, onEvent: () => undefined },
    tracer: silentTracer,
    store: delaying(store, options.slow, clock),
    bots: new Map([['echo', bot]]),
    channelOf: () => channel,
    onUnreachable: () => Promise.resolve(),
  });
  return {
    ...{ clock, store, platform, outbox },
    commit: async (...texts) => {
      const deliveries = texts.map((text) => reply(text));
      const { conversationId, firstDeliverySeq } = await runTurn(store, 'hi', { deliveries });
      return deliveries.map(({ payload }, index) => ({
        ...{
          conversationId,
          seq: firstDeliverySeq + index,
          bot: 'echo',
          channel: 'web',
          conversation: 'anna',
        },
        ...{ lane: 'message', idempotencyKey: null, payload, attempt: 1 },
        ...{ interrupted: false, unknownCount: 0, progress: null, requestId: 'r' },
      }));
    },
    statuses: () =>
      [...store.conversations.values()].flatMap((row) => row.deliveries.map(({ status }) => status)),
  };
}

/** The process falls asleep for 31 s over the answer of its first call of `slow`. */
function delaying(store: EngineStore, slow: keyof EngineStore | undefined, clock: VirtualClock): EngineStore {
  let slept = slow === undefined;
  return new Proxy(store, {
    get(target, name: keyof EngineStore) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        const result = await method.apply(target, args);
        if (name === slow && !slept) {
          slept = true;
          await sleep(clock, 31_000);
        }
        return result;
      };
    },
  });
}

test('sends what was just committed and records the receipt', async () => {
  const { clock, platform, outbox, commit, statuses } = setUp({ delivery: 'ambiguous' });
  outbox.dispatch(await commit('hello'));
  await clock.settle();
  expect(platform.textsOf('anna')).toEqual(['hello']);
  expect(statuses()).toEqual(['sent']);
});

test('a process that slept over its sweep sends nothing and says that nothing was sent', async () => {
  const { clock, platform, outbox, commit, statuses } = setUp({
    delivery: 'ambiguous',
    slow: 'claimDeliveries',
  });
  await commit('hello');
  await clock.advance(31_000);
  outbox.start();
  await clock.advance(31_000);
  expect(
    platform.calls.map((call) => [call.attempt, call.maybeRepeated]),
    'the first Attempt, which another process may have settled, was sent',
  ).toEqual([[2, false]]);
  expect(statuses()).toEqual(['sent']);
});

test('a process that slept over its own mark sends nothing', async () => {
  const { clock, platform, outbox, commit, statuses } = setUp({ delivery: 'ambiguous', slow: 'markSending' });
  outbox.dispatch(await commit('hello'));
  await clock.advance(40_000);
  expect(platform.calls, 'a Delivery was sent although its mark may have been judged').toEqual([]);
  expect(statuses()).toEqual(['sending']);
});

test('what waited too long for the pace is left to the sweep', async () => {
  const rate = { perConversationMs: 28_000, overallPerSecond: 1_000 };
  const { clock, platform, outbox, commit } = setUp({ delivery: 'repeatable', rate });
  outbox.dispatch(await commit('one', 'two'));
  await clock.advance(60_000);
  expect(platform.calls.map((call) => call.text)).toEqual(['one']);
});

test('a late send that may be repeated is not sent by the sweep beside it', async () => {
  const { clock, platform, outbox, commit, statuses } = setUp({
    delivery: 'repeatable',
    rate: { perConversationMs: 20_000, overallPerSecond: 1_000 },
    answer: async ({ message }, show) => {
      if (message.text === 'two') await sleep(clock, 14_000);
      show();
      return { status: 'sent', receipt: null };
    },
  });
  outbox.start();
  outbox.dispatch(await commit('one', 'two'));
  await clock.advance(60_000);
  expect(platform.calls.map((call) => call.text)).toEqual(['one', 'two']);
  expect(statuses()).toEqual(['sent', 'sent']);
  await outbox.stop(1_000);
});

test('a stop gives back what waits for the pace', async () => {
  const rate = { perConversationMs: 0, overallPerSecond: 0.5 };
  const { clock, store, platform, outbox, statuses } = setUp({ delivery: 'ambiguous', rate });
  for (const conversation of ['a', 'b', 'c']) {
    await runTurn(store, 'hi', { deliveries: [reply('hi')] }, { conversation });
  }
  await clock.advance(31_000);
  outbox.start();
  await clock.advance(500);
  expect([...statuses()].sort()).toEqual(['sending', 'sending', 'sent']);
  const stopping = outbox.stop(5_000);
  await clock.settle();
  await stopping;
  expect([...statuses()].sort()).toEqual(['pending', 'pending', 'sent']);
  expect(platform.shown).toHaveLength(1);
  expect(clock.pending, 'timers left behind').toBe(0);
});

test('a stop waits for the sweep on its way and gives back what it took', async () => {
  const { clock, platform, outbox, commit, statuses } = setUp({
    delivery: 'ambiguous',
    slow: 'claimDeliveries',
  });
  await commit('hello');
  await clock.advance(31_000);
  outbox.start();
  await clock.advance(100);
  expect(statuses()).toEqual(['sending']);
  let stopped = false;
  const stopping = outbox.stop(60_000).then(() => {
    stopped = true;
  });
  await clock.advance(1_000);
  expect(stopped).toBe(false);
  await clock.advance(31_000);
  await stopping;
  expect(statuses(), 'a Delivery that nobody sent is marked as started').toEqual(['pending']);
  expect(platform.calls).toEqual([]);
});
