import type { EngineStore } from '../../contracts/store.ts';
import type { Clock, ClockTimer } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';

export interface TimersOptions {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Called after timers have become Updates. */
  readonly onFired: () => void;
  /** Timers of one transaction at most. Default 200. */
  readonly batch?: number;
  readonly pollMs?: readonly [number, number];
}

export interface Timers {
  start(): void;
  stop(): Promise<void>;
  readonly lastPollAt: number | null;
}

/** Turns due timers into Updates, a batch at a time, so that thousands due at once make no storm. */
export function createTimers(options: TimersOptions): Timers {
  const { store, clock, random, logger, meter, batch = 200 } = options;
  const [pollMinimum, pollMaximum] = options.pollMs ?? [100, 300];
  let timer: ClockTimer | null = null;
  let stopping = false;
  let working: Promise<void> = Promise.resolve();
  let lastPollAt: number | null = null;

  const poll = async (): Promise<void> => {
    let full = false;
    try {
      const { fired, oldestLateMs } = await store.fireTimers(batch);
      lastPollAt = clock.monotonic();
      if (fired > 0) {
        meter.count('opora_timers_fired_total', {}, fired);
        meter.observe('opora_timer_lag_seconds', oldestLateMs / 1000);
        options.onFired();
      }
      full = fired >= batch;
    } catch (error) {
      meter.count('opora_database_errors_total', { kind: 'timers' });
      logger.warn({ error: describeError(error) }, 'Timers could not be fired; trying again.');
    }
    schedule(full ? 0 : pollMinimum + random() * (pollMaximum - pollMinimum));
  };

  const schedule = (delayMs: number): void => {
    if (stopping) return;
    timer = clock.after(delayMs, () => {
      working = poll();
    });
  };

  return {
    start: () => schedule(0),
    async stop() {
      stopping = true;
      timer?.cancel();
      await working;
    },
    get lastPollAt() {
      return lastPollAt;
    },
  };
}
