import { type Clock, systemClock } from '../core/clock.ts';
import { type ErrorReporter, silentErrorReporter } from '../core/error-reporter.ts';
import { silentTracer, type Tracer } from '../core/tracer.ts';
import { createLogger, type ProcessLogger } from '../ops/pino-logger.ts';
import { createMeter, type PrometheusMeter } from '../ops/prometheus-meter.ts';
import type { Config } from './config.ts';
import type { BotPackage } from './definition.ts';
import { createGuardWatch, type GuardWatch } from './guards/guard-watch.ts';
import { createSinkRedactors, type SinkRedactors } from './guards/sink-redactors.ts';
import { version } from './version.ts';

/** How the process shows what it does. */
export interface Observability {
  readonly logger: ProcessLogger;
  readonly meter: PrometheusMeter;
  readonly tracer: Tracer;
  readonly errors: ErrorReporter;
  /** What text goes through before it leaves. */
  readonly redactorFor: SinkRedactors;
  readonly guardWatch: GuardWatch;
  /** Sends and writes what is still waiting. */
  close(timeoutMs: number): Promise<void>;
}

/** Opens logs, metrics and, only where they are configured, error reports and traces. */
export async function openObservability(
  config: Config,
  packages: readonly BotPackage[],
  options: { readonly clock?: Clock; readonly stdout?: { write(line: string): unknown } } = {},
): Promise<Observability> {
  const { clock = systemClock, stdout } = options;
  const meter = createMeter({
    declarations: packages.flatMap(({ metrics }) => metrics ?? []),
    strict: config.environment === 'test',
    known: { bot: packages.map(({ bot }) => bot.name), channel: ['http', 'telegram'] },
    processMetrics: true,
    version,
  });
  const guardWatch = createGuardWatch(meter, clock);
  const redactorFor = createSinkRedactors(config.secrets, meter, guardWatch);
  const logger = createLogger({
    level: config.logLevel,
    file: config.logFile,
    redactor: redactorFor('log'),
    clock,
    ...(stdout === undefined ? {} : { stdout }),
  });
  await logger.ready;
  const { environment, sentryDsn, otlpEndpoint } = config;
  // Both libraries are heavy and only loaded where somebody listens.
  const errors =
    sentryDsn === null
      ? silentErrorReporter
      : await (await import('../ops/sentry-reporter.ts')).createSentryReporter({
          dsn: sentryDsn,
          release: version,
          environment,
          redactor: redactorFor('report'),
        });
  const tracer =
    otlpEndpoint === null
      ? null
      : await (await import('../ops/tracing.ts')).createTracer({
          endpoint: otlpEndpoint,
          serviceName: 'opora',
          version,
          environment,
          ratio: config.traceRatio,
          redactor: redactorFor('trace'),
        });
  return {
    logger,
    meter,
    tracer: tracer ?? silentTracer,
    errors,
    redactorFor,
    guardWatch,
    async close(timeoutMs) {
      await Promise.all([errors.flush(timeoutMs), tracer?.stop(timeoutMs)]);
      await logger.close();
    },
  };
}
