import type { Clock, ClockTimer } from '../core/clock.ts';

/** Why a Timeout ended the work. */
export type TimeoutKind = 'first' | 'total' | 'stall' | 'deadline';

export interface WatchOptions {
  readonly clock: Clock;
  /** Aborts the work, whose own error or result is then awaited no longer. */
  readonly signal: AbortSignal;
  /** Longest time altogether, ms. */
  readonly totalMs: number;
  /** Longest silence after the first sign of life, ms. */
  readonly stallMs: number;
  /** Ms since the epoch. */
  readonly deadlineAt: number;
  /** Makes the error thrown; `ranMs` is the time the work had. */
  readonly onTimeout: (kind: TimeoutKind, ranMs: number) => Error;
  /** Makes the error thrown when `signal` aborts. */
  readonly onAbort: () => unknown;
}

/**
 * Runs `work` under a Timeout: it must finish in `totalMs`, before the deadline, and once it has called `alive`
 * it must not be silent for `stallMs`. The work gets a signal of its own; work that ignores it is left alone
 * and what it brings later is dropped.
 */
export function watch<Result>(
  work: (signal: AbortSignal, alive: () => void) => Promise<Result>,
  options: WatchOptions,
): Promise<Result> {
  const { clock, signal, totalMs, stallMs, deadlineAt } = options;
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const startedAt = clock.monotonic();
    const leftMs = deadlineAt - clock.now();
    let isAlive = false;
    let stall: ClockTimer | null = null;
    let ended = false;
    const end = (): boolean => {
      if (ended) return false;
      ended = true;
      total.cancel();
      stall?.cancel();
      signal.removeEventListener('abort', onAbort);
      return true;
    };
    const fail = (error: unknown): void => {
      if (!end()) return;
      reject(error);
      controller.abort(error);
    };
    const timeOut = (kind: TimeoutKind): void => fail(options.onTimeout(kind, clock.monotonic() - startedAt));
    const onAbort = (): void => fail(options.onAbort());
    const alive = (): void => {
      isAlive = true;
      stall?.cancel();
      if (!ended) stall = clock.after(stallMs, () => timeOut('stall'));
    };
    const total = clock.after(Math.min(totalMs, leftMs), () =>
      timeOut(leftMs < totalMs ? 'deadline' : isAlive ? 'total' : 'first'),
    );
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    if (ended) return;
    work(controller.signal, alive).then(
      (result) => {
        if (end()) resolve(result);
      },
      (error: unknown) => fail(error),
    );
  });
}
