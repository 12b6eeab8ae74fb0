import { LRUCache } from 'lru-cache';
import type { RateDecision, RateRule, RateStore } from '../../../contracts/rate-store.ts';
import { type Clock, sleep } from '../../../core/clock.ts';
import { describeError, TransientError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';
import { type Breaker, createBreaker } from '../../../resilience/breaker.ts';
import { emptyWindow, stepWindow, type Window } from '../../../resilience/sliding-window.ts';

export interface RateLimiterOptions {
  /** Names the limiter; keys of different limiters do not meet. */
  readonly name: string;
  readonly rule: RateRule;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** What processes share; without it each process counts for itself. */
  readonly store?: RateStore;
  /** Longest wait for the store, ms. Default 250. */
  readonly sharedWaitMs?: number;
}

/** A sliding window for each key. */
export interface RateLimiter {
  take(key: string): Promise<RateDecision>;
  /** Whether other processes are counted in at the moment. */
  readonly shared: boolean;
}

const sweepEveryMs = 60_000;

/**
 * Counts in the shared store; while that is away, in this process. Every decision is entered here as well, so
 * that a store that dies mid-window does not give everybody a second allowance.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { name, rule, clock, logger, meter, store, sharedWaitMs = 250 } = options;
  const local = createMemoryRateStore({ clock });
  const breaker: Breaker = createBreaker({ clock, consecutiveFailures: 2, openMs: 5_000 });
  let sweptAt = clock.monotonic();

  const sweep = (from: RateStore): void => {
    if (clock.monotonic() - sweptAt < sweepEveryMs) return;
    sweptAt = clock.monotonic();
    from.sweep().catch(() => undefined);
  };
  const takeShared = async (from: RateStore, key: string): Promise<RateDecision | null> => {
    const pass = breaker.enter();
    if (pass === null) return null;
    try {
      const decision = await within(from.take(key, rule), sharedWaitMs, clock);
      pass.succeed();
      sweep(from);
      return decision;
    } catch (error) {
      pass.fail();
      meter.count('opora_model_shared_errors_total', { store: 'rate' });
      logger.warn(
        { limiter: name, error: describeError(error) },
        'Shared limits are away; counting locally.',
      );
      return null;
    }
  };

  return {
    async take(key) {
      const full = `${name}:${key}`;
      const decision = store === undefined ? null : await takeShared(store, full);
      const own = await local.take(full, rule);
      return decision ?? own;
    },
    get shared() {
      return store !== undefined && breaker.status().state === 'closed';
    },
  };
}

/** Windows in this process, for the `maximumKeys` (default 10,000) keys seen last. */
export function createMemoryRateStore(options: {
  readonly clock: Clock;
  readonly maximumKeys?: number;
}): RateStore {
  const { clock, maximumKeys = 10_000 } = options;
  const windows = new LRUCache<string, Window>({ max: maximumKeys });
  return {
    take(key, { limit, windowMs }, now = clock.now()) {
      const step = stepWindow(windows.get(key) ?? emptyWindow, limit, windowMs, now);
      windows.set(key, step.window);
      const { admitted, tell, retryAfterMs } = step;
      return Promise.resolve({ admitted, tell, retryAfterMs });
    },
    // The least used keys make room for new ones.
    sweep: () => Promise.resolve(0),
  };
}

/** @throws TransientError `shared_store_slow` when `work` takes longer than `limitMs`. */
export async function within<Result>(work: Promise<Result>, limitMs: number, clock: Clock): Promise<Result> {
  const done = new AbortController();
  const late = sleep(clock, limitMs, done.signal).then(() => {
    throw new TransientError('shared_store_slow', `The shared store did not answer within ${limitMs} ms.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
    late.catch(() => undefined);
  }
}
