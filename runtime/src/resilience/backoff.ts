import type { Random } from '../core/random.ts';

export interface BackoffOptions {
  /** Upper bound of the first wait, ms. */
  readonly baseMs: number;
  /** Upper bound of every wait, ms. */
  readonly maximumMs: number;
}

/** The longest wait that somebody else may ask for, ms: a day. */
const longestRetryAfterMs = 86_400_000;

/**
 * Exponential back-off with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): a uniform draw
 * from 0 to `baseMs`·2^(attempt−1), never above `maximumMs` and never below `retryAfterMs`, of which a day at most
 * and nothing but a number counts.
 */
export function backoffMs(
  attempt: number,
  { baseMs, maximumMs }: BackoffOptions,
  random: Random,
  retryAfterMs = 0,
): number {
  const ceiling = Math.min(maximumMs, baseMs * 2 ** Math.max(0, Math.min(attempt - 1, 30)));
  const asked = Number.isNaN(retryAfterMs) ? 0 : Math.min(retryAfterMs, longestRetryAfterMs);
  return Math.max(asked, Math.round(random() * ceiling));
}
