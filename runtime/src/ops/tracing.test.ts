import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientError } from '../core/errors.ts';
import { type SpanHandle, silentTracer } from '../core/tracer.ts';
import {
  attributesOf,
  type CollectedSpan,
  startTraceCollector,
  type TraceCollector,
} from '../testing/trace-collector.ts';
import { createTracer, type ExportingTracer, type TracerOptions } from './tracing.ts';

let collector: TraceCollector;
const tracers: ExportingTracer[] = [];

beforeEach(async () => {
  collector = await startTraceCollector();
});

afterEach(async () => {
  for (const tracer of tracers.splice(0)) await tracer.stop(1_000);
  await collector.close();
});

async function create(options: Partial<TracerOptions> = {}): Promise<ExportingTracer> {
  const tracer = await createTracer({
    endpoint: collector.endpoint,
    serviceName: 'opora',
    version: '1.2.3',
    environment: 'test',
    ...options,
  });
  tracers.push(tracer);
  return tracer;
}

const spans = (): Record<string, CollectedSpan> =>
  Object.fromEntries(collector.spans().map((span) => [span.name, span]));

describe('createTracer', () => {
  it('exports spans with attributes, nested as the work was, over concurrent awaits', async () => {
    const tracer = await create();
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
    const result = await tracer.span('turn', { bot: 'esm', nothing: undefined }, async (span) => {
      await Promise.all(
        ['one', 'two'].map((name) =>
          tracer.span(name, {}, async () => {
            await pause();
            await tracer.span(`${name}-inner`, {}, pause);
          }),
        ),
      );
      span.set({ steps: 2 });
      return 42;
    });
    expect(result).toBe(42);
    expect(await tracer.flush(2_000)).toBe(true);
    const sent = spans();
    expect(sent['one-inner']?.parentSpanId).toBe(sent.one?.spanId);
    expect(sent['two-inner']?.parentSpanId).toBe(sent.two?.spanId);
    expect(sent.two?.parentSpanId).toBe(sent.turn?.spanId);
    expect(sent.turn?.parentSpanId ?? '').toBe('');
    expect(new Set(Object.values(sent).map((span) => span.traceId)).size).toBe(1);
    expect(attributesOf(sent.turn as CollectedSpan)).toEqual({ bot: 'esm', steps: 2 });
    expect(collector.requests[0]?.path).toBe('/v1/traces');
    expect(attributesOf(collector.resources()[0] as CollectedSpan)).toMatchObject({
      'service.name': 'opora',
      'service.version': '1.2.3',
      'deployment.environment.name': 'test',
    });
  });

  it('hangs a span on one that has ended, and begins a trace within another where it is told so', async () => {
    const tracer = await create();
    const nothing = (): Promise<void> => Promise.resolve();
    const handle = await tracer.span('turn', {}, async (span) => {
      await tracer.span('other', {}, nothing, null);
      return span.handle;
    });
    await tracer.span('within', {}, () => tracer.span('send', {}, nothing, handle as SpanHandle));
    await tracer.flush(2_000);
    const { turn, other, send } = spans();
    expect([send?.traceId, send?.parentSpanId]).toEqual([turn?.traceId, turn?.spanId]);
    expect(other?.traceId).not.toBe(turn?.traceId);
    expect(other?.parentSpanId ?? '').toBe('');
  });

  it('records a failure without its secrets and throws it on unchanged', async () => {
    const tracer = await create();
    const error = new TransientError('away', 'redis://:hunter22@cache is away');
    await expect(tracer.span('send', { token: 'abc-def' }, () => Promise.reject(error))).rejects.toBe(error);
    await tracer.flush(2_000);
    expect(spans().send?.status).toEqual({ code: 2, message: 'redis://:[redacted]@cache is away' });
    expect(collector.requests.map((request) => request.body).join('')).not.toMatch(/hunter22|abc-def/);
  });

  it('records nothing at a ratio of 0', async () => {
    const tracer = await create({ ratio: 0 });
    await tracer.span('turn', {}, async () => undefined);
    await tracer.flush(1_000);
    expect(collector.requests).toHaveLength(0);
  });

  it('lets the work go on while the collector is away', async () => {
    const tracer = await create({ endpoint: 'http://127.0.0.1:1' });
    expect(await tracer.span('turn', {}, async () => 'done')).toBe('done');
    expect(await tracer.flush(300)).toBe(false);
  });
});

describe('silentTracer', () => {
  it('runs the work', async () => {
    expect(await silentTracer.span('turn', {}, async (span) => span.set({}) ?? 'done')).toBe('done');
  });
});
