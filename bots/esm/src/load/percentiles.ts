/** A distribution of durations in ms. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** The percentiles by nearest rank, in whole ms; all 0 without a value. */
export function percentilesOf(durationsMs: readonly number[]): Percentiles {
  const sorted = [...durationsMs].sort((one, other) => one - other);
  const at = (share: number): number =>
    Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
