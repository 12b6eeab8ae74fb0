/** Where an error happened: ids, names and counts, never user text. */
export interface ErrorContext {
  readonly module?: string;
  readonly bot?: string;
  readonly requestId?: string;
  readonly turnId?: string;
  readonly [field: string]: string | number | boolean | undefined;
}

/** Tells people outside the process about errors that need them. */
export interface ErrorReporter {
  /** Hands the error over and returns at once. Never throws; equal errors are thinned out. */
  report(error: unknown, context?: ErrorContext): void;
  /** Waits until everything reported has been sent, at most `timeoutMs`. False when some of it was not. */
  flush(timeoutMs: number): Promise<boolean>;
}

/** Reports nothing; what runs when no DSN is configured. */
export const silentErrorReporter: ErrorReporter = {
  report: () => undefined,
  flush: () => Promise.resolve(true),
};
