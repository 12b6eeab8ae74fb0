import type { Random } from '../core/random.ts';

export interface BackoffOptions {
  /** Upper bound of the first wait, ms. */
  readonly baseMs: number;
  /** Upper bound of every wait, ms. */
  readonly maximumMs: number;
}

/**
 * Exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): a uniform draw
 * from 0 to `baseMs`·2^(attempt−1), never above `maximumMs` and never below `retryAfterMs`.
 */
export function backoffMs(
  attempt: number,
  { baseMs, maximumMs }: BackoffOptions,
  random: Random,
  retryAfterMs = 0,
): number {
  const ceiling = Math.min(maximumMs, baseMs * 2 ** Math.max(0, Math.min(attempt - 1, 30)));
  return Math.max(retryAfterMs, Math.round(random() * ceiling));
}
