import { createRequire } from 'node:module';
import { destination, type Logger as PinoLogger, pino } from 'pino';
import { type Clock, systemClock } from '../core/clock.ts';
import type { LogFields, Logger, LogLevel } from '../core/logger.ts';
import { createRedactor, type Redactor, redactionFailed } from '../core/redaction.ts';
import { type LogFile, openLogFile } from './log-file.ts';

/** The process's logger: what every part logs to, and the handles that only the process itself uses. */
export interface ProcessLogger extends Logger {
  /** Resolves when the log file is open or has failed to open; at once without one. */
  readonly ready: Promise<void>;
  readonly level: LogLevel;
  /** Changes the least level that is logged, for this logger and all its children, from the next line on. */
  setLevel(level: LogLevel): void;
  /** Writes everything that waits, synchronously. Also done when the process exits. */
  flush(): void;
  /** Flushes and closes the file; later lines go to stdout only. */
  close(): Promise<void>;
}

export interface LoggerOptions {
  /** Least level that is logged; default `info`. */
  readonly level?: LogLevel;
  /** Also log to this file, rotated at 10 MB and daily and kept for 7 days. Unwritable: a warning. */
  readonly file?: string | null;
  /** Size that rotates the file, in bytes; default 10 MiB. */
  readonly fileBytes?: number;
  /** Lines for people instead of JSON on stdout; default: stdout is a terminal. The file is always JSON. */
  readonly pretty?: boolean;
  readonly clock?: Clock;
  /** Known secrets (`Config.secrets`), removed from every line beside what patterns find. */
  readonly secrets?: readonly string[];
  /** Takes the place of the redactor that knows `secrets` and patterns only. */
  readonly redactor?: Redactor;
  /** Where lines go; default the process's stdout. */
  readonly stdout?: { write(line: string): unknown; flushSync?(): void };
}

const MAXIMUM_STDOUT_BACKLOG_BYTES = 16 * 1024 * 1024;
const FAULT_PAUSE_MS = 60_000;
/** Names that a line has already; a field of the same name would make two of them. */
const reserved: ReadonlySet<string> = new Set(['level', 'time', 'message']);

/**
 * Creates the process's logger: one JSON line an event with `time` (ISO), `level` (word), `message` and the
 * fields, secrets removed. Logging never throws and never shows a raw value that redaction failed on.
 */
export function createLogger(options: LoggerOptions = {}): ProcessLogger {
  const clock = options.clock ?? systemClock;
  const stdout = options.stdout ?? openStdout();
  const pretty = options.pretty ?? (options.stdout === undefined && process.stdout.isTTY === true);
  const show = pretty ? prettyPrinter() : (line: string) => line;
  let file: LogFile | null = null;
  const root = createPino(options.level ?? 'info', clock, (line) => {
    stdout.write(show(line));
    file?.write(line);
  });
  const logger = new LineLogger(
    root,
    options.redactor ?? createRedactor({ secrets: options.secrets ?? [] }),
    {},
  );
  if (options.file) {
    file = openLogFile({
      path: options.file,
      clock,
      ...(options.fileBytes === undefined ? {} : { maximumBytes: options.fileBytes }),
      onFault: onceAMinute(clock, (error) => {
        logger.warn({ module: 'logger', file: options.file, error }, 'Cannot write the log file.');
      }),
    });
  }
  return processLogger(logger, root, file, () => stdout.flushSync?.());
}

/** Nobody else listens for its faults: without this a terminal that was closed would end the process. */
function openStdout(): ReturnType<typeof destination> {
  const stream = destination({ fd: 1, sync: false, maxLength: MAXIMUM_STDOUT_BACKLOG_BYTES });
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // What cannot be written now the stream would try again without end when it is flushed.
    stream.flushSync = () => undefined;
    if (error.code === 'EIO') stream.write = () => true;
  });
  return stream;
}

function processLogger(
  logger: LineLogger,
  root: PinoLogger,
  file: LogFile | null,
  flushStdout: () => void,
): ProcessLogger {
  const flush = (): void => {
    try {
      flushStdout();
    } catch {
      // Closed or not open yet: there is nowhere left to say so.
    }
    file?.flush();
  };
  process.once('exit', flush);
  return Object.assign(logger, {
    ready: file?.ready ?? Promise.resolve(),
    setLevel(level: LogLevel): void {
      root.level = level;
    },
    flush,
    async close(): Promise<void> {
      flush();
      process.removeListener('exit', flush);
      await file?.close();
    },
  });
}

function createPino(level: LogLevel, clock: Clock, write: (line: string) => void): PinoLogger {
  return pino(
    {
      level,
      base: null,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
    },
    { write },
  );
}

class LineLogger implements Logger {
  private readonly root: PinoLogger;
  private readonly redactor: Redactor;
  /** Redacted once, when the child was made. */
  private readonly bindings: Readonly<Record<string, unknown>>;

  constructor(root: PinoLogger, redactor: Redactor, bindings: Readonly<Record<string, unknown>>) {
    this.root = root;
    this.redactor = redactor;
    this.bindings = bindings;
  }

  get level(): LogLevel {
    return this.root.level as LogLevel;
  }

  trace(fields: LogFields, message: string): void {
    this.line('trace', fields, message);
  }

  debug(fields: LogFields, message: string): void {
    this.line('debug', fields, message);
  }

  info(fields: LogFields, message: string): void {
    this.line('info', fields, message);
  }

  warn(fields: LogFields, message: string): void {
    this.line('warn', fields, message);
  }

  error(fields: LogFields, message: string): void {
    this.line('error', fields, message);
  }

  fatal(fields: LogFields, message: string): void {
    this.line('fatal', fields, message);
  }

  child(fields: LogFields): Logger {
    return new LineLogger(this.root, this.redactor, { ...this.bindings, ...this.clean(fields) });
  }

  private line(level: LogLevel, fields: LogFields, message: string): void {
    if (!this.root.isLevelEnabled(level)) return;
    try {
      this.root[level]({ ...this.bindings, ...this.clean(fields) }, this.redactor.text(message));
    } catch {
      this.fallBack(level);
    }
  }

  /** A line of known parts only, so that the event at least counts. */
  private fallBack(level: LogLevel): void {
    try {
      this.root[level]({}, redactionFailed);
    } catch {
      // The output itself fails: there is nowhere left to say so.
    }
  }

  private clean(fields: LogFields): Record<string, unknown> {
    const value = this.redactor.value(fields);
    if (typeof value !== 'object' || value === null) return { fields: value };
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [reserved.has(key) ? `field_${key}` : key, item]),
    );
  }
}

function onceAMinute(clock: Clock, report: (error: unknown) => void): (error: unknown) => void {
  let last = -Infinity;
  return (error) => {
    if (clock.monotonic() - last < FAULT_PAUSE_MS) return;
    last = clock.monotonic();
    report(error);
  };
}

/** Loaded only when lines are for people: a server should not pay for it at start. */
function prettyPrinter(): (line: string) => string {
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  const format = prettyFactory({
    colorize: true,
    messageKey: 'message',
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
  });
  return (line) => format(line) ?? line;
}
