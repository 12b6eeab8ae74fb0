import { AsyncLocalStorage } from 'node:async_hooks';
import type { Attributes, Context, Tracer as OtelTracer, Span } from '@opentelemetry/api';
import type { NodeTracerConfig } from '@opentelemetry/sdk-trace-node';
import { RuntimeError } from '../core/errors.ts';
import { defaultRedactor, type Redactor } from '../core/redaction.ts';
import type { ActiveSpan, SpanAttributes, SpanHandle, Tracer } from '../core/tracer.ts';

export interface TracerOptions {
  /** Base address of an OTLP/HTTP collector; spans go to its `/v1/traces`. */
  readonly endpoint: string;
  readonly serviceName: string;
  readonly version: string;
  readonly environment: string;
  /** Share of traces that are recorded, 0 to 1; default 1. A trace is recorded whole or not at all. */
  readonly ratio?: number;
  readonly redactor?: Redactor;
}

/** A Tracer that exports in batches, in the background. */
export interface ExportingTracer extends Tracer {
  /** Waits until all ended spans have been sent, at most `timeoutMs`. False when some were not. */
  flush(timeoutMs: number): Promise<boolean>;
  /** Flushes, at most `timeoutMs`, and stops; later spans are not recorded. */
  stop(timeoutMs: number): Promise<void>;
}

/** Spans that wait for export; more are dropped, so that an absent collector costs bounded memory. */
const MAXIMUM_QUEUE = 2_048;
const EXPORT_TIMEOUT_MS = 5_000;

/**
 * Loads OpenTelemetry and creates a tracer over it. Nothing is registered globally, and a collector that is
 * away or slow is never noticed by the work that is traced.
 */
export async function createTracer(options: TracerOptions): Promise<ExportingTracer> {
  const [api, sdk, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint.replace(/\/+$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const processor = new sdk.BatchSpanProcessor(exporter, {
    maxQueueSize: MAXIMUM_QUEUE,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new sdk.NodeTracerProvider({
    resource: describeProcess({
      'service.name': options.serviceName,
      'service.version': options.version,
      'deployment.environment.name': options.environment,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(options.ratio ?? 1) }),
    spanProcessors: [processor],
  });
  return new OpenTelemetryTracer(provider, api, options.redactor ?? defaultRedactor);
}

type Resource = NonNullable<NodeTracerConfig['resource']>;

/** The SDK's factory for these lives in a package that npm may install in another version than the SDK's. */
function describeProcess(attributes: Readonly<Record<string, string>>): Resource {
  const resource: Resource = {
    attributes,
    merge: (other) => (other === null ? resource : describeProcess({ ...attributes, ...stringsOf(other) })),
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}

function stringsOf(resource: Resource): Record<string, string> {
  return Object.fromEntries(
    Object.entries(resource.attributes).map(([name, value]) => [name, String(value)]),
  );
}

interface Provider {
  getTracer(name: string): OtelTracer;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

type Api = typeof import('@opentelemetry/api');

class OpenTelemetryTracer implements ExportingTracer {
  private readonly provider: Provider;
  private readonly tracer: OtelTracer;
  private readonly api: Api;
  private readonly redactor: Redactor;
  private readonly active = new AsyncLocalStorage<Context>();

  constructor(provider: Provider, api: Api, redactor: Redactor) {
    this.provider = provider;
    this.tracer = provider.getTracer('opora');
    this.api = api;
    this.redactor = redactor;
  }

  async span<Result>(
    name: string,
    attributes: SpanAttributes,
    work: (span: ActiveSpan) => Promise<Result>,
    parent: SpanHandle | null | undefined = this.active.getStore(),
  ): Promise<Result> {
    // A handle is the context of the span that it names.
    const around = (parent ?? this.api.ROOT_CONTEXT) as Context;
    const span = this.tracer.startSpan(name, { attributes: this.clean(attributes) }, around);
    const handle = this.api.trace.setSpan(around, span);
    const set = (more: SpanAttributes): void => void span.setAttributes(this.clean(more));
    try {
      return await this.active.run(handle, () => work({ handle, set }));
    } catch (error) {
      this.recordFailure(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  async flush(timeoutMs: number): Promise<boolean> {
    return within(timeoutMs, this.provider.forceFlush());
  }

  async stop(timeoutMs: number): Promise<void> {
    await within(timeoutMs, this.provider.shutdown());
  }

  private recordFailure(span: Span, error: unknown): void {
    try {
      const message = this.redactor.text(error instanceof Error ? error.message : String(error));
      const type =
        error instanceof RuntimeError ? error.code : error instanceof Error ? error.name : typeof error;
      span.setStatus({ code: this.api.SpanStatusCode.ERROR, message });
      span.setAttribute('error.type', type);
    } catch {
      // What was thrown cannot be described; the caller receives it all the same.
    }
  }

  private clean(attributes: SpanAttributes): Attributes {
    const value = this.redactor.value(attributes);
    return typeof value === 'object' && value !== null ? (value as Attributes) : {};
  }
}

/** Whether `work` succeeded within the time. */
async function within(timeoutMs: number, work: Promise<void>): Promise<boolean> {
  const signal = AbortSignal.timeout(timeoutMs);
  const timeout = new Promise<boolean>((resolve) => {
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  return Promise.race([
    work.then(
      () => true,
      () => false,
    ),
    timeout,
  ]);
}
