import { limits } from './text-limits.ts';

/** What becomes of a message: taken, refused with the one notice, or refused silently. */
export type RateAnswer = 'admit' | 'notice' | 'silence';

/** Admissions that still count: time in ms and cost. */
export interface RateState {
  /** Within the last hour, oldest first. Its costs sum up to the hourly limit at most. */
  readonly admitted: readonly { readonly at: number; readonly cost: number }[];
  /** Whether the notice of this spell was given. */
  readonly isNoticed: boolean;
}

/** How much is admitted within a minute and within an hour; `Infinity` for no limit. */
export interface RateLimits {
  readonly perMinute: number;
  readonly perHour: number;
}

export const emptyRateState: RateState = { admitted: [], isNoticed: false };

/** Age from which a message counts no more, ms. */
export const RATE_WINDOW_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Costs may be thirds: their sum is not exact. */
const TOLERANCE = 1e-6;

const defaults: RateLimits = { perMinute: limits.messagesPerMinute, perHour: limits.messagesPerHour };

/**
 * Sliding windows of one person: by default 20 messages a minute, 200 an hour; a message costs 1. What is refused does
 * not count. Pure: the new state comes back.
 */
export function judgeMessageRate(
  state: RateState,
  now: number,
  cost = 1,
  { perMinute, perHour }: RateLimits = defaults,
): { readonly answer: RateAnswer; readonly state: RateState } {
  const admitted = state.admitted.filter(({ at }) => now - at < RATE_WINDOW_MS);
  const sum = (since: number): number =>
    admitted.reduce((total, one) => (now - one.at < since ? total + one.cost : total), cost);
  const fits = sum(MINUTE_MS) <= perMinute + TOLERANCE && sum(RATE_WINDOW_MS) <= perHour + TOLERANCE;
  if (fits || cost === 0) {
    const next = cost === 0 ? admitted : [...admitted, { at: now, cost }];
    return { answer: 'admit', state: { admitted: next, isNoticed: cost > 0 ? false : state.isNoticed } };
  }
  return { answer: state.isNoticed ? 'silence' : 'notice', state: { admitted, isNoticed: true } };
}
