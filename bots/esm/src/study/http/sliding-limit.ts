import { LRUCache } from 'lru-cache';

interface Window {
  readonly startedAt: number;
  readonly count: number;
  readonly before: number;
}

/** Most keys counted at once; the least recently seen are forgotten first. */
const mostKeys = 10_000;

/** Counts what each key did within a sliding window, in this process. */
export interface SlidingLimit {
  /** Counts one, or says after how many ms to try again. */
  take(key: string, now: number): number | null;
  /** As `take`, without counting. */
  look(key: string, now: number): number | null;
}

/** At most `limit` in any `windowMs`; the share of the window before is taken as evenly spread. */
export function createSlidingLimit(limit: number, windowMs: number): SlidingLimit {
  const windows = new LRUCache<string, Window>({ max: mostKeys });
  const current = (key: string, now: number): Window => {
    const startedAt = Math.floor(now / windowMs) * windowMs;
    const known = windows.get(key);
    if (known?.startedAt === startedAt) return known;
    const before = known?.startedAt === startedAt - windowMs ? known.count : 0;
    return { startedAt, count: 0, before };
  };
  const waitMs = ({ startedAt, count, before }: Window, now: number): number | null => {
    const passed = (now - startedAt) / windowMs;
    if (before * (1 - passed) + count + 1 <= limit) return null;
    // The moment at which enough of what was counted has slid out, in this window or in the next one.
    const share = (counted: number, room: number): number => Math.max(0, 1 - room / counted);
    const windowsUntil = count < limit ? share(before, limit - count - 1) : 1 + share(count, limit - 1);
    return Math.max(1, Math.ceil(startedAt + windowsUntil * windowMs - now));
  };
  return {
    take(key, now) {
      const window = current(key, now);
      const wait = waitMs(window, now);
      if (wait === null) windows.set(key, { ...window, count: window.count + 1 });
      return wait;
    },
    look: (key, now) => waitMs(current(key, now), now),
  };
}
