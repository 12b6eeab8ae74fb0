import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/clock.ts';

/** Lets a few of many equal reports pass. */
export interface ReportLimit {
  /** How many equal ones were held back since the last that passed; null when this one is held back too. */
  pass(fingerprint: string): { readonly suppressed: number } | null;
}

export interface ReportLimitOptions {
  readonly clock: Clock;
  /** Equal reports that pass a minute. */
  readonly equalPerMinute: number;
  /** Reports of all kinds that pass a minute; default 60. */
  readonly allPerMinute?: number;
}

const MINUTE_MS = 60_000;
const MAXIMUM_FINGERPRINTS = 1_000;

interface Window {
  startedAt: number;
  passed: number;
  suppressed: number;
}

/** Creates a limit over minutes that begin with their first report. */
export function createReportLimit(options: ReportLimitOptions): ReportLimit {
  const { clock, equalPerMinute, allPerMinute = 60 } = options;
  const windows = new LRUCache<string, Window>({ max: MAXIMUM_FINGERPRINTS });
  const all: Window = { startedAt: clock.monotonic(), passed: 0, suppressed: 0 };
  return {
    pass(fingerprint) {
      const now = clock.monotonic();
      const equal = windows.get(fingerprint) ?? { startedAt: now, passed: 0, suppressed: 0 };
      windows.set(fingerprint, equal);
      for (const window of [equal, all]) {
        if (now - window.startedAt < MINUTE_MS) continue;
        window.startedAt = now;
        window.passed = 0;
      }
      if (equal.passed >= equalPerMinute || all.passed >= allPerMinute) {
        equal.suppressed += 1;
        return null;
      }
      const { suppressed } = equal;
      equal.suppressed = 0;
      equal.passed += 1;
      all.passed += 1;
      return { suppressed };
    },
  };
}
