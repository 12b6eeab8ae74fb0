import type { BenchServer } from './bench-database.ts';
import type { Finding } from './figure.ts';
import type { BenchOptions } from './options.ts';

/** What a measure is given. */
export interface MeasureInput {
  readonly options: BenchOptions;
  readonly server: BenchServer;
  /** Tells people what is going on. */
  readonly progress: (message: string) => void;
  /** Turns a second found by `turns`, for those that load a share of it; null when it did not run. */
  readonly turnRate: number | null;
}

/** One measurement; it leaves nothing behind. */
export type Measure = (input: MeasureInput) => Promise<Finding>;
