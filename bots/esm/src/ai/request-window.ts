import type { Clock } from 'opora';

/** Whether a user may ask now. */
export interface Admission {
  readonly admitted: boolean;
  /** The first refusal within a window: say it now and not again. */
  readonly tell: boolean;
}

/** A sliding window for each user. */
export interface RequestWindow {
  take(userId: string): Admission;
}

/** Limits of the window. */
export interface RequestWindowOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Admissions in any window. Default 10. */
  readonly limit?: number;
  /** Default one minute. */
  readonly windowMs?: number;
  /** Users remembered; the one seen longest ago is forgotten. Default 10,000. */
  readonly users?: number;
}

/** Counts admissions exactly: one at t counts until just before t + `windowMs`. Refusals do not count. */
export function createRequestWindow(options: RequestWindowOptions): RequestWindow {
  const { clock, limit = 10, windowMs = 60_000, users = 10_000 } = options;
  const known = new Map<string, { readonly hits: readonly number[]; readonly toldAt: number }>();
  return {
    take(userId) {
      const now = clock.monotonic();
      const { hits, toldAt } = known.get(userId) ?? { hits: [], toldAt: Number.NEGATIVE_INFINITY };
      const counting = hits.filter((at) => at > now - windowMs);
      const admitted = counting.length < limit;
      const tell = !admitted && toldAt <= now - windowMs;
      known.delete(userId);
      known.set(userId, { hits: admitted ? [...counting, now] : counting, toldAt: tell ? now : toldAt });
      for (const oldest of known.keys()) {
        if (known.size <= users) break;
        known.delete(oldest);
      }
      return { admitted, tell };
    },
  };
}
