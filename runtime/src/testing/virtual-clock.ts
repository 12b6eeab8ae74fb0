import type { Clock } from '../core/clock.ts';
import { InvariantError } from '../core/errors.ts';

/** A clock that stands still until it is moved; timers run in order of their time, then of their making. */
export interface VirtualClock extends Clock {
  /** Lets everything that is ready run: resolves when no promise has a reaction left to do. */
  settle(): Promise<void>;
  /** Moves time by `ms`, running every timer on the way, each followed by what it set in motion. */
  advance(ms: number): Promise<void>;
  /** Jumps to the next timer and runs it; false when there is none. */
  runNext(): Promise<boolean>;
  /**
   * Runs timers until `condition` holds.
   * @throws InvariantError `virtual_time_out` when it does not within `limitMs` of virtual time.
   */
  runUntil(condition: () => boolean, limitMs?: number): Promise<void>;
  /** Timers waiting. */
  readonly pending: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

const defaultStart = Date.UTC(2026, 0, 5, 9, 0, 0);

/** Makes a virtual clock that shows `startMs` (default 5 January 2026, 09:00 UTC). */
export function createVirtualClock(startMs: number = defaultStart): VirtualClock {
  let now = startMs;
  let made = 0;
  const timers = new Set<Timer>();

  const first = (): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) {
      if (next === undefined || timer.at < next.at || (timer.at === next.at && timer.order < next.order)) {
        next = timer;
      }
    }
    return next;
  };

  const fire = async (timer: Timer): Promise<void> => {
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.task();
    await settle();
  };

  const clock: VirtualClock = {
    now: () => now,
    monotonic: () => now - startMs,
    after(delayMs, task) {
      made += 1;
      const timer = { at: now + Math.max(0, delayMs), order: made, task };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    soon: queueMicrotask,
    settle,
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (let timer = first(); timer !== undefined && timer.at <= end; timer = first()) await fire(timer);
      now = end;
    },
    async runNext() {
      await settle();
      const timer = first();
      if (timer !== undefined) await fire(timer);
      return timer !== undefined;
    },
    async runUntil(condition, limitMs = 600_000) {
      const end = now + limitMs;
      await settle();
      while (!condition()) {
        const timer = first();
        if (timer === undefined || timer.at > end) {
          throw new InvariantError(
            'virtual_time_out',
            `The condition did not hold within ${limitMs} ms of virtual time.`,
          );
        }
        await fire(timer);
      }
    },
    get pending() {
      return timers.size;
    },
  };
  return clock;
}

/** A macrotask runs only when the queue of microtasks is empty, however long their chain was. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
