import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentTracer } from '../../src/core/tracer.ts';
import { createTracer, type ExportingTracer } from '../../src/ops/tracing.ts';
import { createPlatform, type PlatformOptions } from '../../src/testing/platform.ts';
import type { EngineDatabase } from '../../src/testing/postgres-subject.ts';
import {
  attributesOf,
  type CollectedSpan,
  startTraceCollector,
  type TraceCollector,
} from '../../src/testing/trace-collector.ts';
import { deliver, foldBot, isAtRest, until, update, useEngines } from './engine-fixture.ts';

let database: EngineDatabase;
let collector: TraceCollector;
let tracer: ExportingTracer;

const { open } = useEngines((made) => {
  database = made;
});
beforeEach(async () => {
  collector = await startTraceCollector();
  const { endpoint } = collector;
  tracer = await createTracer({ endpoint, serviceName: 'opora', version: '1', environment: 'test' });
});
afterEach(async () => {
  await tracer.stop(1_000);
  await collector.close();
  vi.restoreAllMocks();
});

/** The spans of that name, once everything that was begun has ended. */
async function spansOf(name: string): Promise<readonly CollectedSpan[]> {
  await until('rest', () => isAtRest(database));
  await tracer.flush(2_000);
  return collector.spans().filter((span) => span.name === name);
}

const refusingOnce: NonNullable<PlatformOptions['answer']> = async ({ attempt }, show) => {
  if (attempt === 1) return { status: 'refused', code: 'busy', reason: 'later', permanent: false };
  show();
  return { status: 'sent', receipt: null };
};

test('every send of a Turn is a span of its trace: replies and effects', async () => {
  const bot = foldBot({
    effects: { crm: { delivery: 'repeatable', deliver: async () => ({ status: 'sent', receipt: null }) } },
    turn: async (context, state) => {
      context.reply({ text: 'one' });
      context.reply({ text: 'two' });
      context.effect('crm', 'lead');
      return state;
    },
  });
  const engine = open({ bot, tracer });
  const { conversationId } = await deliver(engine, update('anna', 'a'));
  const deliveries = await spansOf('delivery');
  const [turn] = await spansOf('turn');
  expect(deliveries.map((span) => [span.traceId, span.parentSpanId])).toEqual(
    Array.from({ length: 3 }, () => [turn?.traceId, turn?.spanId]),
  );
  const shared = { bot: 'echo', requestId: 'request-a', attempt: 1, outcome: 'sent' };
  const idOf = (seq: number): string => `d${conversationId}.${seq}`;
  const byId = new Map(deliveries.map((span) => [attributesOf(span).deliveryId, attributesOf(span)]));
  expect(Object.fromEntries(byId)).toEqual({
    [idOf(2)]: { ...shared, deliveryId: idOf(2), channel: 'platform', lane: 'message' },
    [idOf(3)]: { ...shared, deliveryId: idOf(3), channel: 'platform', lane: 'message' },
    [idOf(4)]: { ...shared, deliveryId: idOf(4), channel: 'effect', lane: 'effect:crm' },
  });
});

test('the words that a Turn is given up with leave in its trace', async () => {
  const bot = foldBot({
    fallbackMessage: () => ({ text: 'sorry' }),
    turn: async ({ step }, state) => ({
      ...state,
      huge: await step('read', async () => 'x'.repeat(5_000_000)),
    }),
  });
  await deliver(open({ bot, tracer }), update('anna', 'a'));
  const [delivery] = await spansOf('delivery');
  const [turn] = await spansOf('turn');
  expect(turn?.status.code).toBe(2);
  expect(delivery?.parentSpanId).toBe(turn?.spanId);
});

test('a try that the sweep makes begins a trace of its own and names the Delivery', async () => {
  const platform = createPlatform({ delivery: 'repeatable', answer: refusingOnce });
  const engine = open({ bot: foldBot(), platform, tracer });
  const { conversationId } = await deliver(engine, update('anna', 'a'));
  const [first, second, ...more] = await spansOf('delivery');
  const [turn] = await spansOf('turn');
  expect(more).toEqual([]);
  const ids = { bot: 'echo', deliveryId: `d${conversationId}.2`, requestId: 'request-a' };
  const to = { channel: 'platform', lane: 'message' };
  expect(attributesOf(first as CollectedSpan)).toEqual({
    ...ids,
    ...to,
    ...{ attempt: 1, outcome: 'refused', code: 'busy' },
  });
  expect(first?.parentSpanId).toBe(turn?.spanId);
  expect(attributesOf(second as CollectedSpan)).toEqual({ ...ids, ...to, attempt: 2, outcome: 'sent' });
  expect(second?.parentSpanId ?? '').toBe('');
  expect(second?.traceId).not.toBe(turn?.traceId);
});

test('a Turn that another one wakes from within a step is no part of its trace', async () => {
  let accepted = false;
  const bot = foldBot({
    turn: async (context, state) => {
      if (context.conversation === 'anna') {
        await context.step('tell', async () => {
          // Until then the other one would be handed on by the acceptance of this one.
          await until('its own acceptance has ended', () => accepted);
          return (await engine.intake.accept(update('bert', 'b'))).duplicate;
        });
      }
      return foldBot().turn(context, state);
    },
  });
  const engine = open({ bot, tracer });
  await deliver(engine, update('anna', 'a'));
  accepted = true;
  const turns = await spansOf('turn');
  expect(turns.map((span) => span.parentSpanId ?? '')).toEqual(['', '']);
  expect(new Set(turns.map((span) => span.traceId)).size).toBe(2);
  const deliveries = await spansOf('delivery');
  expect(new Set(deliveries.map((span) => span.parentSpanId))).toEqual(
    new Set(turns.map((span) => span.spanId)),
  );
});

test('where no traces are kept a send does nothing for them', async () => {
  const span = vi.spyOn(silentTracer, 'span');
  const platform = createPlatform({ delivery: 'repeatable' });
  await deliver(open({ bot: foldBot(), platform }), update('anna', 'a'));
  await until('the reply', () => platform.shown.length === 1);
  expect(span.mock.calls.map(([name]) => name)).toEqual(['turn']);
});
