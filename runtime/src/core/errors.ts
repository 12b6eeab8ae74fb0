/** The decision a catcher takes; see `docs/reference/errors.md` for every code. */
export type ErrorDecision = 'config' | 'refused' | 'transient' | 'terminal' | 'cancelled' | 'invariant';

export interface RuntimeErrorOptions {
  /** The error this one translates. */
  readonly cause?: unknown;
  /** Ids and counts only, never user text or secrets. */
  readonly context?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Base of every error the runtime throws. `code` is listed in `docs/reference/errors.md`. */
export class RuntimeError extends Error {
  readonly code: string;
  readonly decision: ErrorDecision;
  readonly context: Readonly<Record<string, string | number | boolean | null>>;

  constructor(decision: ErrorDecision, code: string, message: string, options: RuntimeErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.decision = decision;
    this.code = code;
    this.context = options.context ?? {};
  }
}

/** Refuse to start: the operator must change the configuration. */
export class ConfigError extends RuntimeError {
  constructor(code: string, message: string, options?: RuntimeErrorOptions) {
    super('config', code, message, options);
  }
}

/** Stop quietly and count; the caller may be told. Never retried. */
export class RefusedError extends RuntimeError {
  constructor(code: string, message: string, options?: RuntimeErrorOptions) {
    super('refused', code, message, options);
  }
}

/** Try again, after `retryAfterMs` if given. */
export class TransientError extends RuntimeError {
  readonly retryAfterMs: number | undefined;

  constructor(
    code: string,
    message: string,
    options: RuntimeErrorOptions & { readonly retryAfterMs?: number | undefined } = {},
  ) {
    super('transient', code, message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Never retry: the work becomes a DeadLetter. */
export class TerminalError extends RuntimeError {
  constructor(code: string, message: string, options?: RuntimeErrorOptions) {
    super('terminal', code, message, options);
  }
}

/** Stopped by shutdown or a lost Lease: release the work, spend no Attempt. */
export class CancelledError extends RuntimeError {
  constructor(code: string, message: string, options?: RuntimeErrorOptions) {
    super('cancelled', code, message, options);
  }
}

/** A bug: stop the slot and alert. */
export class InvariantError extends RuntimeError {
  constructor(code: string, message: string, options?: RuntimeErrorOptions) {
    super('invariant', code, message, options);
  }
}

/**
 * The message of anything thrown, for a log line or a stored `last_error`: cut to 500 characters, without the
 * character U+0000, which Postgres refuses. Never throws.
 */
export function describeError(error: unknown): string {
  const text = textOf(error).replaceAll('\u0000', '');
  return text.length > 500 ? `${text.slice(0, 497)}...` : text;
}

/** What a person is told of anything thrown: a runtime error in its own words, without the name of its class. */
export function explainError(error: unknown): string {
  return error instanceof RuntimeError ? error.message : describeError(error);
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  } catch {
    return 'something was thrown that cannot be shown as text';
  }
}
