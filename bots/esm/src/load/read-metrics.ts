/** Sums of some counters of `/metrics`, by name; an absent one is 0. */
export type CounterSums = Readonly<Record<string, number>>;

/** Adds up the series of each counter of a Prometheus text. */
export function sumCounters(text: string, names: readonly string[]): CounterSums {
  const sums: Record<string, number> = Object.fromEntries(names.map((name) => [name, 0]));
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^([a-z_]+)(?:\{[^}]*\})? (\S+)$/.exec(line) ?? [];
    if (Object.hasOwn(sums, name)) sums[name] = (sums[name] ?? 0) + Number(value);
  }
  return sums;
}
