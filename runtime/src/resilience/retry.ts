import { type Clock, sleep } from '../core/clock.ts';
import type { Random } from '../core/random.ts';
import { type BackoffOptions, backoffMs } from './backoff.ts';

export interface RetryOptions extends BackoffOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Attempts at most, the first included. */
  readonly maximumAttempts: number;
  /** Aborts the wait at once. */
  readonly signal: AbortSignal;
  /** Ms since the epoch; no wait goes past it. */
  readonly deadlineAt: number;
  /** Whether another attempt makes sense, and how long the other side asked to wait, in ms. */
  readonly judge: (error: unknown) => { readonly again: boolean; readonly retryAfterMs?: number | undefined };
  readonly onRetry?: (error: unknown, delayMs: number) => void;
}

/**
 * Runs `attempt` until it succeeds, the error is final, the attempts are used up or the next wait would pass
 * the deadline; then throws the last error. Waits grow exponentially with full jitter and are never shorter
 * than the other side asked for.
 * @throws CancelledError `sleep_aborted` when `signal` aborts during a wait; whatever `attempt` throws.
 */
export async function retry<Result>(
  attempt: (number: number) => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { clock, signal, deadlineAt, judge } = options;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      const { again, retryAfterMs } = judge(error);
      if (!again || number >= options.maximumAttempts || signal.aborted) throw error;
      const delayMs = backoffMs(number, options, options.random, retryAfterMs);
      if (clock.now() + delayMs >= deadlineAt) throw error;
      options.onRetry?.(error, delayMs);
      await sleep(clock, delayMs, signal);
    }
  }
}
