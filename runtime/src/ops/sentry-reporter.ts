import type { Event, NodeClient, Scope } from '@sentry/node';
import { type Clock, systemClock } from '../core/clock.ts';
import type { ErrorContext, ErrorReporter } from '../core/error-reporter.ts';
import { ConfigError, RuntimeError } from '../core/errors.ts';
import { defaultRedactor, type Redactor } from '../core/redaction.ts';
import { createReportLimit, type ReportLimit } from './report-limit.ts';

export interface SentryReporterOptions {
  /** Address that takes the reports. */
  readonly dsn: string;
  /** Version of the running code. */
  readonly release: string;
  /** Name of the installation. */
  readonly environment: string;
  /** Share of errors that are sent, 0 to 1; default 1. */
  readonly sampleRate?: number;
  readonly redactor?: Redactor;
  readonly clock?: Clock;
  /** Reports of equal errors that are sent a minute; default 5. The rest is counted on the next one. */
  readonly equalPerMinute?: number;
}

const tagNames = ['module', 'bot', 'requestId', 'turnId'] as const;

/**
 * Loads the Sentry client and creates a reporter over it. Errors are grouped by their code, thinned out when
 * equal, and redacted. Nothing is installed globally: no handlers, no instrumentation, no breadcrumbs.
 *
 * @throws ConfigError `sentry_dsn_invalid` when the DSN cannot be used.
 */
export async function createSentryReporter(options: SentryReporterOptions): Promise<ErrorReporter> {
  assertDsn(options.dsn);
  const sentry = await import('@sentry/node');
  const redactor = options.redactor ?? defaultRedactor;
  const client = new sentry.NodeClient({
    dsn: options.dsn,
    release: options.release,
    environment: options.environment,
    sampleRate: options.sampleRate ?? 1,
    integrations: [sentry.linkedErrorsIntegration()],
    transport: sentry.makeNodeTransport,
    stackParser: sentry.defaultStackParser,
    sendDefaultPii: false,
    includeServerName: false,
    sendClientReports: false,
    beforeSend: (event) => scrubEvent(event, redactor),
  });
  client.init();
  const limit = createReportLimit({
    clock: options.clock ?? systemClock,
    equalPerMinute: options.equalPerMinute ?? 5,
  });
  return new SentryReporter(client, () => new sentry.Scope(), limit, redactor);
}

class SentryReporter implements ErrorReporter {
  private readonly client: NodeClient;
  private readonly createScope: () => Scope;
  private readonly limit: ReportLimit;
  private readonly redactor: Redactor;

  constructor(client: NodeClient, createScope: () => Scope, limit: ReportLimit, redactor: Redactor) {
    this.client = client;
    this.createScope = createScope;
    this.limit = limit;
    this.redactor = redactor;
  }

  report(error: unknown, context: ErrorContext = {}): void {
    try {
      const fingerprint = [...fingerprintOf(error, this.redactor)];
      const passed = this.limit.pass(fingerprint.join('\n'));
      if (passed === null) return;
      const scope = this.createScope();
      scope.setClient(this.client);
      scope.setFingerprint(fingerprint);
      for (const name of tagNames) {
        const value = context[name];
        if (value !== undefined) scope.setTag(name, value);
      }
      if (error instanceof RuntimeError) {
        scope.setTags({ code: error.code, decision: error.decision });
        scope.setExtra('context', error.context);
      }
      scope.setExtras({ ...context, suppressed: passed.suppressed });
      scope.captureException(error);
    } catch {
      // A reporter that fails must not add a second error to the first.
    }
  }

  async flush(timeoutMs: number): Promise<boolean> {
    try {
      return await this.client.flush(timeoutMs);
    } catch {
      return false;
    }
  }
}

/** Sentry's own check prints the whole DSN, key included, on stderr. */
function assertDsn(dsn: string): void {
  const url = URL.canParse(dsn) ? new URL(dsn) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username !== '' && /\/\d+$/.test(url.pathname)) return;
  throw new ConfigError(
    'sentry_dsn_invalid',
    'SENTRY_DSN is malformed: https://<key>@<host>/<project number>.',
  );
}

/** Errors of one code are one problem; foreign errors are told apart by name and message without figures. */
function fingerprintOf(error: unknown, redactor: Redactor): readonly string[] {
  if (error instanceof RuntimeError) return [error.decision, error.code];
  if (!(error instanceof Error)) return ['thrown', typeof error];
  const code = 'code' in error ? String(error.code) : '';
  const message = redactor.text(error.message).replace(/\d+/g, '#').slice(0, 200);
  return [error.name, code, message];
}

/** Everything textual of an event, redacted; an event that cannot be is replaced, never sent as it was. */
function scrubEvent<Kind extends Event>(event: Kind, redactor: Redactor): Kind | null {
  try {
    for (const exception of event.exception?.values ?? []) {
      if (exception.value !== undefined) exception.value = redactor.text(exception.value);
      for (const frame of exception.stacktrace?.frames ?? []) delete frame.vars;
    }
    if (event.message !== undefined) event.message = redactor.text(event.message);
    if (event.extra) event.extra = redactor.value(event.extra) as Record<string, unknown>;
    if (event.tags) event.tags = redactor.value(event.tags) as NonNullable<Event['tags']>;
    if (event.contexts) event.contexts = redactor.value(event.contexts) as NonNullable<Event['contexts']>;
    delete event.breadcrumbs;
    delete event.request;
    delete event.user;
    delete event.server_name;
    return event;
  } catch {
    return null;
  }
}
