import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../core/clock.ts';
import { TransientError } from '../core/errors.ts';
import type { LogFields } from '../core/logger.ts';
import { createLogger, type LoggerOptions, type ProcessLogger } from './pino-logger.ts';

const clock: Clock = { ...systemClock, now: () => 1_795_241_581_234 };
const loggers: ProcessLogger[] = [];
const folders: string[] = [];

function create(options: LoggerOptions = {}): {
  logger: ProcessLogger;
  lines: () => Record<string, unknown>[];
} {
  const parts: string[] = [];
  const logger = createLogger({ clock, stdout: { write: (line) => parts.push(line) }, ...options });
  loggers.push(logger);
  return {
    logger,
    lines: () =>
      parts
        .join('')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'opora logs '));
  folders.push(path);
  return path;
}

afterEach(async () => {
  for (const logger of loggers.splice(0)) await logger.close();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('lines', () => {
  it('are one JSON object an event, with time, level as a word, message and fields', () => {
    const { logger, lines } = create();
    logger
      .child({ module: 'worker', bot: 'esm' })
      .child({ turnId: 't1.2' })
      .info({ requestId: 'r1', ms: 3 }, 'Done.');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: '2026-11-21T06:13:01.234Z',
        module: 'worker',
        bot: 'esm',
        turnId: 't1.2',
        requestId: 'r1',
        ms: 3,
        message: 'Done.',
      },
    ]);
  });

  it('have each name once, even when fields and children reuse them', () => {
    const parts: string[] = [];
    const { logger } = create({ stdout: { write: (line) => parts.push(line) } });
    logger.child({ module: 'a' }).info({ module: 'b', level: 9, time: 1, message: 'x' }, 'y');
    const raw = parts.join('');
    expect(raw.match(/"module"/g)).toHaveLength(1);
    expect(raw.match(/"level"/g)).toHaveLength(1);
    expect(JSON.parse(raw)).toMatchObject({ module: 'b', level: 'info', field_level: 9, message: 'y' });
  });

  it('show errors with their causes and codes', () => {
    const { logger, lines } = create();
    const cause = new Error('password=hunter22 refused');
    logger.error({ error: new TransientError('database_unavailable', 'No database.', { cause }) }, 'Failed.');
    expect(lines()[0]).toMatchObject({
      error: {
        name: 'TransientError',
        code: 'database_unavailable',
        causes: [{ message: 'password=[redacted] refused' }],
      },
    });
  });

  it('never hold a secret and are always JSON, whatever is logged', () => {
    const token = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0';
    const known = 'correct horse "battery" \\ staple\u2028';
    const secrets = [token, known, 'hunter22', 'sk-abcdefghijklmnopqrstuvwxyz', '4111111111111111'];
    const { logger, lines } = create({ secrets: [known] });
    fc.assert(
      fc.property(
        fc.anything(),
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...secrets),
        (any, text, secret) => {
          const inText = secret === 'hunter22' ? 'redis://:hunter22@cache:6379' : secret;
          const fields = {
            any,
            [text]: text,
            [inText]: inText,
            list: [new Error(inText)],
            password: secret,
          } as LogFields;
          logger.child({ child: inText }).warn(fields, `${text} ${inText} ${text}`);
        },
      ),
      { numRuns: 500 },
    );
    const written = lines();
    expect(written).toHaveLength(500);
    const all = JSON.stringify(written);
    for (const secret of secrets) expect(all).not.toContain(JSON.stringify(secret).slice(1, -1));
  });

  it('say so instead of showing a raw value when redaction fails', () => {
    const { logger, lines } = create();
    const hostile = new Proxy({}, { ownKeys: () => fail(), get: () => fail(), getPrototypeOf: () => fail() });
    logger.info(hostile, 'a');
    logger.info({ inner: hostile }, 'b');
    logger.info(undefined as unknown as LogFields, undefined as unknown as string);
    expect(lines()).toHaveLength(3);
    expect(lines()[0]).toMatchObject({ fields: '[redacted: failed]' });
    expect(lines()[1]).toMatchObject({ inner: '[redacted: failed]', message: 'b' });
    expect(lines()[2]).toMatchObject({ message: '[redacted: failed]' });
  });
});

describe('level', () => {
  it('can be changed while running, for children too', () => {
    const { logger, lines } = create({ level: 'warn' });
    const child = logger.child({ module: 'x' });
    child.info({}, 'not yet');
    logger.setLevel('debug');
    expect(logger.level).toBe('debug');
    child.debug({}, 'now');
    logger.setLevel('error');
    child.warn({}, 'no more');
    expect(lines().map((line) => line.message)).toEqual(['now']);
  });
});

describe('file', () => {
  it('begins a new file at its size, keeps both, and links to the newest', async () => {
    const path = join(folder(), 'deep', 'opora.log');
    const { logger } = create({ file: path, fileBytes: 2_000 });
    logger.info({}, 'before it is open');
    await logger.ready;
    for (let index = 0; index < 60; index += 1) {
      logger.info({ index }, 'A line of some length that fills the file.');
      if (index % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const files = (): string[] => readdirSync(join(path, '..')).filter((name) => name !== 'opora.log');
    await expect.poll(() => files().length).toBeGreaterThanOrEqual(2);
    await logger.close();
    const names = files();
    const lines = names.flatMap((name) =>
      readFileSync(join(path, '..', name), 'utf8')
        .trim()
        .split('\n'),
    );
    const found = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as { index?: number });
    expect(found).toHaveLength(61);
    expect(new Set(found.map((line) => line.index)).size).toBe(61);
    const newest = names.sort((a, b) => Number(a.split('.')[2]) - Number(b.split('.')[2])).at(-1);
    await expect.poll(() => basename(realpathSync(path))).toBe(newest);
  });

  it('deletes files older than a week and no one else’s', async () => {
    const directory = folder();
    const old = new Date(clock.now() - 8 * 86_400_000);
    const recent = new Date(clock.now() - 6 * 86_400_000);
    for (const [name, time] of [
      ['opora.2026-11-13.1.log', old],
      ['opora.2026-11-15.1.log', recent],
      ['other.2026-11-13.1.log', old],
      ['opora.notes.log', old],
    ] as const) {
      writeFileSync(join(directory, name), 'x');
      utimesSync(join(directory, name), time, time);
    }
    const { logger } = create({ file: join(directory, 'opora.log') });
    await logger.ready;
    await expect.poll(() => readdirSync(directory)).not.toContain('opora.2026-11-13.1.log');
    expect(readdirSync(directory)).toEqual(
      expect.arrayContaining(['opora.2026-11-15.1.log', 'other.2026-11-13.1.log', 'opora.notes.log']),
    );
  });

  it('only warns when it cannot be written', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'blocked'), '');
    const { logger, lines } = create({ file: join(directory, 'blocked', 'opora.log') });
    await logger.ready;
    logger.info({}, 'still here');
    await expect.poll(() => lines().map((line) => line.message)).toContain('Cannot write the log file.');
    expect(lines().map((line) => line.message)).toContain('still here');
  });

  it('only warns of a name that no file can have', async () => {
    const { logger, lines } = create({ file: join(folder(), 'opora?.log') });
    await logger.ready;
    logger.info({}, 'still here');
    expect(lines().map((line) => line.message)).toEqual(['Cannot write the log file.', 'still here']);
  });

  it('goes on beside a directory of its name', async () => {
    const directory = folder();
    mkdirSync(join(directory, 'opora.log'));
    const { logger } = create({ file: join(directory, 'opora.log') });
    await logger.ready;
    logger.info({}, 'x');
    await logger.close();
    expect(readdirSync(directory)).toHaveLength(2);
  });
});

describe('stdout', () => {
  const script = (body: string): string =>
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', body], {
      cwd: new URL('../../..', import.meta.url),
      encoding: 'utf8',
    });
  const module = JSON.stringify(new URL('./pino-logger.ts', import.meta.url).href);

  it('gets every line even when the process exits at once', () => {
    const output = script(`
      const { createLogger } = await import(${module});
      const logger = createLogger();
      for (let index = 0; index < 2000; index += 1) logger.info({ index }, 'line');
      process.exit(0);`);
    expect(
      output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).index),
    ).toEqual(Array.from({ length: 2_000 }, (_, index) => index));
  });

  it('is for people when asked', () => {
    const output = script(`
      const { createLogger } = await import(${module});
      createLogger({ pretty: true }).warn({ module: 'x' }, 'Careful.');`);
    expect(output).toContain('WARN');
    expect(output).toContain('Careful.');
  });
});

function fail(): never {
  throw new Error('hunter22');
}
