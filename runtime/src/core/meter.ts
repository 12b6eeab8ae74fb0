/** Label values must come from small closed sets: no ids, no addresses, no user text. */
export type Labels = Readonly<Record<string, string>>;

/** Counts, levels and durations of the runtime; the implementation over prom-client is in `ops/`. */
export interface Meter {
  /** Adds `by` (default 1) to a counter; names end in `_total`. */
  count(name: string, labels?: Labels, by?: number): void;
  /** Sets a gauge to `value`. */
  gauge(name: string, value: number, labels?: Labels): void;
  /** Records a duration in seconds into a histogram; names end in `_seconds`. */
  observe(name: string, seconds: number, labels?: Labels): void;
}

/** Measures nothing; for tests and library use. */
export const silentMeter: Meter = {
  count: () => undefined,
  gauge: () => undefined,
  observe: () => undefined,
};
