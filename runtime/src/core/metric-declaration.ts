/**
 * The values a label may have: the words themselves, or for names that are known only at run time the number
 * of different ones; further ones are counted as `other`.
 */
export type LabelValues = readonly string[] | { readonly atMost: number };

/** One metric: nothing is measured that is not declared. */
export interface MetricDeclaration {
  /** Prometheus name; counters end in `_total`, durations in `_seconds`. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: Readonly<Record<string, LabelValues>>;
  /** Upper bounds of a histogram's buckets, ascending. */
  readonly buckets?: readonly number[];
}

/** Buckets of database and in-process work, in seconds: 0.5 ms to 5 s. */
export const shortSeconds: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];
/** Buckets of work with a model or a platform in it, in seconds: 1 ms to 2 min. */
export const longSeconds: readonly number[] = [
  0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120,
];
/** Buckets of numbers of things. */
export const sizes: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** The metrics of one subject, in the order in which the reference shows them. */
export interface MetricGroup {
  readonly title: string;
  readonly metrics: readonly MetricDeclaration[];
}
