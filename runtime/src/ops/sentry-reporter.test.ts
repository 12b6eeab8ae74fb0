import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../core/clock.ts';
import type { ErrorReporter } from '../core/error-reporter.ts';
import { TerminalError, TransientError } from '../core/errors.ts';
import { createRedactor } from '../core/redaction.ts';
import { createSentryReporter, type SentryReporterOptions } from './sentry-reporter.ts';

interface SentEvent {
  readonly fingerprint: readonly string[];
  readonly release: string;
  readonly environment: string;
  readonly tags: Record<string, string>;
  readonly extra: Record<string, unknown>;
  readonly exception: { readonly values: readonly { readonly type: string; readonly value: string }[] };
}

let server: Server;
let dsn = '';
let bodies: string[] = [];

/** Plays a Sentry ingest endpoint: keeps every envelope. */
beforeEach(async () => {
  bodies = [];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      bodies.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString());
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dsn = `http://0123456789abcdef@127.0.0.1:${(server.address() as AddressInfo).port}/1`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function create(options: Partial<SentryReporterOptions> = {}): Promise<ErrorReporter> {
  // Each client listens for the end of the process; a real process has one.
  process.setMaxListeners(process.getMaxListeners() + 1);
  return createSentryReporter({ dsn, release: 'opora@1.2.3', environment: 'test', ...options });
}

function events(): SentEvent[] {
  return bodies.map((body) => JSON.parse(body.split('\n')[2] ?? '') as SentEvent);
}

describe('createSentryReporter', () => {
  it('sends an error with release, environment, grouping by code, tags and its causes', async () => {
    const reporter = await create();
    const cause = new Error('socket closed');
    reporter.report(new TerminalError('turn_failed', 'Gave up.', { cause, context: { attempt: 5 } }), {
      bot: 'esm',
      turnId: 't1.2',
      batch: 3,
    });
    expect(await reporter.flush(2_000)).toBe(true);
    const [event] = events();
    expect(event).toMatchObject({
      release: 'opora@1.2.3',
      environment: 'test',
      fingerprint: ['terminal', 'turn_failed'],
      tags: { bot: 'esm', turnId: 't1.2', code: 'turn_failed' },
      extra: { batch: 3, context: { attempt: 5 } },
    });
    expect(event?.exception.values.map((value) => value.value)).toEqual(['socket closed', 'Gave up.']);
    expect(event).not.toHaveProperty('server_name');
  });

  it('sends no secret: not in messages, causes or context', async () => {
    const reporter = await create({ redactor: createRedactor({ secrets: ['correct horse'] }) });
    const cause = new Error('postgres://opora:hunter22@db/opora refused');
    const error = new TransientError('x', 'Token 123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0 failed', {
      cause,
    });
    reporter.report(error, { note: 'the correct horse', apiKey: 'abc-def' });
    await reporter.flush(2_000);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).not.toMatch(/hunter22|AAHdq|correct horse|abc-def/);
    expect(bodies[0]).toContain('[redacted]');
  });

  it('makes at most five envelopes of a hundred equal errors, and says how many it held back', async () => {
    let now = 0;
    const clock: Clock = { ...systemClock, monotonic: () => now };
    const reporter = await create({ clock });
    for (let index = 0; index < 100; index += 1)
      reporter.report(new TransientError('away', `Try ${index} failed.`));
    for (let index = 0; index < 100; index += 1) reporter.report(new Error(`Foreign ${index}.`));
    await reporter.flush(2_000);
    expect(bodies).toHaveLength(10);
    now += 60_000;
    reporter.report(new TransientError('away', 'Again.'));
    await reporter.flush(2_000);
    expect(events().at(-1)?.extra.suppressed).toBe(95);
  });

  it('bounds the reports of many different errors', async () => {
    const reporter = await create();
    for (let index = 0; index < 500; index += 1) reporter.report(new TransientError(`code_${index}`, 'x'));
    await reporter.flush(2_000);
    expect(bodies.length).toBeLessThanOrEqual(60);
  });

  it('samples', async () => {
    const reporter = await create({ sampleRate: 0 });
    reporter.report(new Error('x'));
    await reporter.flush(500);
    expect(bodies).toHaveLength(0);
  });

  it('never throws: not for strange values, nor while the endpoint is away', async () => {
    const reporter = await create({ dsn: 'http://0123456789abcdef@127.0.0.1:1/1' });
    const hostile = new Proxy(
      {},
      { get: () => assertNever(), ownKeys: () => assertNever(), getPrototypeOf: () => assertNever() },
    );
    for (const value of [undefined, null, 'text', 5n, Symbol('x'), {}, hostile]) reporter.report(value);
    expect(typeof (await reporter.flush(500))).toBe('boolean');
  });

  it('refuses a DSN that it cannot use', async () => {
    for (const wrong of ['https://nowhere', 'https://key@host/name', 'text', 'ftp://key@host/1']) {
      await expect(create({ dsn: wrong })).rejects.toMatchObject({ code: 'sentry_dsn_invalid' });
    }
  });

  it('installs no handlers in the process', async () => {
    const names = ['uncaughtException', 'unhandledRejection'] as const;
    const before = names.map((name) => process.listenerCount(name));
    await create();
    expect(names.map((name) => process.listenerCount(name))).toEqual(before);
  });
});

function assertNever(): never {
  throw new Error('hostile');
}
