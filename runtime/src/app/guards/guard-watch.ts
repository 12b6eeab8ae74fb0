import type { Clock } from '../../core/clock.ts';
import type { Meter } from '../../core/meter.ts';

/** What of the Guards can fail. */
export type GuardPart = 'detector' | 'redaction';

/** Counts the Guards' failures, for metrics and health. */
export interface GuardWatch {
  fault(part: GuardPart): void;
  /** Since the start. */
  readonly faults: Readonly<Record<GuardPart, number>>;
  /** Age of the newest, ms; null when there was none. */
  readonly lastFaultMs: number | null;
}

export function createGuardWatch(meter: Meter, clock: Clock): GuardWatch {
  const faults = { detector: 0, redaction: 0 };
  let lastAt: number | null = null;
  return {
    faults,
    fault(part) {
      faults[part] += 1;
      lastAt = clock.monotonic();
      meter.count('guard_errors_total', { part });
    },
    get lastFaultMs() {
      return lastAt === null ? null : clock.monotonic() - lastAt;
    },
  };
}
