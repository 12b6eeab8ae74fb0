/** At most `limit` admissions within any `windowMs`. */
export interface RateRule {
  /** 1 to 1,000. */
  readonly limit: number;
  readonly windowMs: number;
}

/** What became of one request to be admitted. */
export interface RateDecision {
  readonly admitted: boolean;
  /** Refused, and the person has not been told within this window: tell now. */
  readonly tell: boolean;
  /** Until the next admission is possible, ms; 0 when admitted. */
  readonly retryAfterMs: number;
}

/** Sliding windows by key. */
export interface RateStore {
  /**
   * Admits or refuses `key`, in one atomic step. `now` overrides the store's own clock (ms since the epoch),
   * for tests.
   */
  take(key: string, rule: RateRule, now?: number): Promise<RateDecision>;
  /** Deletes what has expired, some hundred rows at most; returns how many. */
  sweep(): Promise<number>;
}
