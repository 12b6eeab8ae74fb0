export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Fields of a log line: ids, counts and durations. Never user text and never secrets. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured logging; the implementation over pino is in `ops/`. */
export interface Logger {
  trace(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  fatal(fields: LogFields, message: string): void;
  /** A logger that adds `fields` (for example `module`, `bot`, `requestId`, `turnId`) to every line. */
  child(fields: LogFields): Logger;
}

const ignore = (): void => undefined;

/** Says nothing; for tests and library use. */
export const silentLogger: Logger = {
  trace: ignore,
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
  child: () => silentLogger,
};
