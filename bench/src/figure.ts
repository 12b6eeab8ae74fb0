/** One measured number. */
export interface Figure {
  /** Measure and quantity: `turns.rate`. Stable: baselines are compared by it. */
  readonly name: string;
  /** What it is, for people. */
  readonly title: string;
  readonly value: number;
  readonly unit: string;
  /** What it ought to be; omitted for figures that only inform. */
  readonly target?: Target;
}

export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** What a measure found out: figures, and faults that make the whole run worthless. */
export interface Finding {
  readonly figures: readonly Figure[];
  /** Broken promises: a lost message, a Turn counted twice. Any of them makes the exit code 1. */
  readonly faults: readonly string[];
  /** How to read the figures; one sentence each. */
  readonly notes: readonly string[];
}

export type Verdict = 'met' | 'missed' | 'info';

/** Compares a figure with its target. */
export function judge({ value, target }: Figure): Verdict {
  if (target === undefined) return 'info';
  if ('atLeast' in target) return value >= target.atLeast ? 'met' : 'missed';
  return value <= target.atMost ? 'met' : 'missed';
}
