/** Median, 99th percentile and maximum of samples, in the samples' unit. */
export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly maximum: number;
}

/** Sorts a copy and reads the quantiles; zeros when there are no samples. */
export function quantilesOf(samples: readonly number[]): Quantiles {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), maximum: at(1) };
}

/** The middle one of a few numbers: one disturbed slice does not move it. */
export const medianOf = (values: readonly number[]): number => quantilesOf(values).p50;
