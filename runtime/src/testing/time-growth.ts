/** Two lengths of text to compare, in characters. */
export interface GrowthLengths {
  readonly short: number;
  readonly long: number;
}

/** Below this, in ms, what is measured is the measuring. */
const leastMs = 0.5;
const runs = 4;

/** Least processor time of several runs, in ms: other work on the machine disturbs it least. */
function leastTime(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    work();
    const used = process.cpuUsage(before);
    // Both, since a kernel knows their sum exactly and the share of each only by its ticks.
    least = Math.min(least, (used.user + used.system) / 1_000);
  }
  return least;
}

/**
 * How many times the processor time grows from a short text to a long one: the ratio of the lengths where the
 * work is linear, its square where it is quadratic. A ratio, because machines differ and are busy; a short text
 * that takes under half a millisecond counts as half a millisecond.
 */
export function timeGrowth(
  work: (text: string) => unknown,
  textOf: (length: number) => string,
  { short, long }: GrowthLengths,
): number {
  const [shortText, longText] = [textOf(short), textOf(long)];
  for (let run = 0; run < runs; run += 1) work(shortText);
  const shortMs = Math.max(
    leastTime(() => work(shortText)),
    leastMs,
  );
  return leastTime(() => work(longText)) / shortMs;
}
