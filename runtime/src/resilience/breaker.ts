import type { Clock } from '../core/clock.ts';

/** `closed`: calls pass. `open`: they fail at once. `half-open`: one Probe is on its way. */
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  readonly clock: Clock;
  /** Failures in a row that open it. Default 5. */
  readonly consecutiveFailures?: number;
  /** Share of failures among the last `window` outcomes that opens it. Default 0.5. */
  readonly failureShare?: number;
  /** Outcomes looked back at; the share counts only once there are that many. Default 20. */
  readonly window?: number;
  /** Time it stays open before a Probe is let through, ms. Default 30,000. */
  readonly openMs?: number;
  readonly onChange?: (state: BreakerState) => void;
}

/** What a Breaker knows of itself. */
export interface BreakerStatus {
  readonly state: BreakerState;
  readonly consecutiveFailures: number;
  /** Share of failures among the outcomes looked back at, 0 to 1. */
  readonly failureShare: number;
  /** Ms until a Probe may pass; 0 unless open. */
  readonly probeInMs: number;
}

/** Permission to make one call; exactly one of the three ends it, further ones do nothing. */
export interface BreakerPass {
  readonly probe: boolean;
  succeed(): void;
  fail(): void;
  /** The call ended without saying anything about the other side (it was cancelled). */
  abandon(): void;
}

export interface Breaker {
  /** A pass, or null when the call must not be made. */
  enter(): BreakerPass | null;
  status(): BreakerStatus;
  /** Closes it and forgets what it has seen. */
  reset(): void;
}

/**
 * A breaker over the last outcomes. While open everybody fails at once; after `openMs` one caller becomes the
 * Probe and all others go on failing at once until it has ended.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { clock, consecutiveFailures = 5, failureShare = 0.5, window = 20, openMs = 30_000 } = options;
  let state: BreakerState = 'closed';
  let openedAt = 0;
  let inARow = 0;
  let recent: boolean[] = [];
  // Passes of an earlier life of the breaker must not decide about this one.
  let epoch = 0;

  const share = (): number =>
    recent.length === 0 ? 0 : recent.filter((failed) => failed).length / recent.length;
  const become = (next: BreakerState): void => {
    if (next === state) return;
    state = next;
    epoch += 1;
    if (next === 'open') openedAt = clock.monotonic();
    options.onChange?.(next);
  };
  const note = (failed: boolean): void => {
    inARow = failed ? inARow + 1 : 0;
    recent.push(failed);
    if (recent.length > window) recent.shift();
  };
  const forget = (): void => {
    inARow = 0;
    recent = [];
  };
  const remaining = (): number => Math.max(0, openedAt + openMs - clock.monotonic());

  const end = (probe: boolean, outcome: boolean | null): void => {
    if (probe) {
      // Without an outcome it opens again for no time at all: the next caller is the Probe.
      become(outcome === true ? 'closed' : 'open');
      if (outcome === true) forget();
      if (outcome === null) openedAt = clock.monotonic() - openMs;
    } else if (outcome !== null) {
      note(!outcome);
      const tooMany = recent.length >= window && share() >= failureShare;
      if (!outcome && (inARow >= consecutiveFailures || tooMany)) become('open');
    }
  };
  const createPass = (probe: boolean): BreakerPass => {
    const born = epoch;
    let ended = false;
    const finish = (outcome: boolean | null): void => {
      if (ended || born !== epoch) return;
      ended = true;
      end(probe, outcome);
    };
    return {
      probe,
      succeed: () => finish(true),
      fail: () => finish(false),
      abandon: () => finish(null),
    };
  };

  return {
    enter() {
      if (state === 'closed') return createPass(false);
      if (state === 'half-open' || remaining() > 0) return null;
      become('half-open');
      return createPass(true);
    },
    status: () => ({
      state,
      consecutiveFailures: inARow,
      failureShare: share(),
      probeInMs: state === 'open' ? remaining() : 0,
    }),
    reset() {
      forget();
      become('closed');
      epoch += 1;
    },
  };
}
