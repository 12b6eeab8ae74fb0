/** Hits among a number of cases. */
export interface Rate {
  readonly found: number;
  readonly of: number;
  /** `found / of`; null when there were no cases. */
  readonly rate: number | null;
}

export function toRate(found: number, of: number): Rate {
  return { found, of, rate: of === 0 ? null : Math.round((found / of) * 10_000) / 10_000 };
}

/** Time of one row, ms. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

export function toLatency(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const round = (value: number): number => Math.round(value * 1_000) / 1_000;
  return { p50: round(at(0.5)), p95: round(at(0.95)) };
}

/** Latencies by a key, in order of first appearance. */
export function latencyBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => readonly string[],
  msOf: (item: Item) => number,
): Readonly<Record<string, Latency>> {
  const times = new Map<string, number[]>();
  for (const item of items) {
    for (const key of keyOf(item)) times.set(key, [...(times.get(key) ?? []), msOf(item)]);
  }
  return Object.fromEntries([...times].map(([key, list]) => [key, toLatency(list)]));
}

/** One gate of the specification, with the figure that met or missed it. */
export interface Gate {
  readonly name: string;
  readonly value: number | null;
  /** For example `>= 0.9`. */
  readonly limit: string;
  readonly passed: boolean;
}

/** A gate on a rate; a rate without cases fails. */
export function gate(name: string, value: number | null, comparison: '>=' | '<=', limit: number): Gate {
  const passed = value !== null && (comparison === '>=' ? value >= limit : value <= limit);
  return { name, value, limit: `${comparison} ${limit}`, passed };
}

/** Counts of cases by a key, in insertion order. */
export class Tally {
  private readonly counts = new Map<string, { found: number; of: number }>();

  add(key: string, isFound: boolean): void {
    const count = this.counts.get(key) ?? { found: 0, of: 0 };
    count.of += 1;
    if (isFound) count.found += 1;
    this.counts.set(key, count);
  }

  rate(key: string): Rate {
    const count = this.counts.get(key) ?? { found: 0, of: 0 };
    return toRate(count.found, count.of);
  }

  rates(): Readonly<Record<string, Rate>> {
    return Object.fromEntries([...this.counts].map(([key, count]) => [key, toRate(count.found, count.of)]));
  }
}
