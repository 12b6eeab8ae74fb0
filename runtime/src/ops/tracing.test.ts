import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientError } from '../core/errors.ts';
import { silentTracer } from '../core/tracer.ts';
import { createTracer, type ExportingTracer, type TracerOptions } from './tracing.ts';

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly { readonly key: string; readonly value: { stringValue: string } }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}

let server: Server;
let endpoint = '';
let requests: { readonly path: string; readonly body: string }[] = [];
const tracers: ExportingTracer[] = [];

/** Plays an OTLP/HTTP collector: keeps every export. */
beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      requests.push({ path: request.url ?? '', body });
      response.setHeader('content-type', 'application/json');
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const tracer of tracers.splice(0)) await tracer.stop(1_000);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function create(options: Partial<TracerOptions> = {}): Promise<ExportingTracer> {
  const tracer = await createTracer({
    endpoint,
    serviceName: 'opora',
    version: '1.2.3',
    environment: 'test',
    ...options,
  });
  tracers.push(tracer);
  return tracer;
}

function spans(): Record<string, SentSpan> {
  const all = requests.flatMap((request) =>
    (JSON.parse(request.body) as Export).resourceSpans.flatMap((resource) =>
      resource.scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
  return Object.fromEntries(all.map((span) => [span.name, span]));
}

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
    expect(sent.turn?.attributes).toEqual([
      { key: 'bot', value: { stringValue: 'esm' } },
      { key: 'steps', value: { intValue: 2 } },
    ]);
    expect(requests[0]?.path).toBe('/v1/traces');
    const { resourceSpans } = JSON.parse(requests[0]?.body ?? '') as Export;
    expect(resourceSpans[0]?.resource.attributes).toEqual(
      expect.arrayContaining([
        { key: 'service.name', value: { stringValue: 'opora' } },
        { key: 'service.version', value: { stringValue: '1.2.3' } },
        { key: 'deployment.environment.name', value: { stringValue: 'test' } },
      ]),
    );
  });

  it('records a failure without its secrets and throws it on unchanged', async () => {
    const tracer = await create();
    const error = new TransientError('away', 'redis://:hunter22@cache is away');
    await expect(tracer.span('send', { token: 'abc-def' }, () => Promise.reject(error))).rejects.toBe(error);
    await tracer.flush(2_000);
    expect(spans().send?.status).toEqual({ code: 2, message: 'redis://:[redacted]@cache is away' });
    expect(requests.map((request) => request.body).join('')).not.toMatch(/hunter22|abc-def/);
  });

  it('records nothing at a ratio of 0', async () => {
    const tracer = await create({ ratio: 0 });
    await tracer.span('turn', {}, async () => undefined);
    await tracer.flush(1_000);
    expect(requests).toHaveLength(0);
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
