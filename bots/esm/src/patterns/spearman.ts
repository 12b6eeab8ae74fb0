/** A rank correlation over `n` pairs with its 95 % interval. */
export interface Spearman {
  readonly n: number;
  /** −1 to 1. */
  readonly rho: number;
  /** Null where every pair lies on one line, so that there is nothing to estimate. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Pairs below this number give no correlation worth telling. */
export const leastPairs = 20;

/** The 97.5 % quantile of the standard normal distribution. */
const quantile = 1.959963984540054;

/**
 * Spearman's rank correlation: Pearson's over mean ranks, ties sharing theirs. The interval is Fisher's z with the variance
 * (1 + ρ²/2) / (n − 3) of Bonett & Wright (2000), Psychometrika 65, 23–28. It takes the pairs for independent; moments of one
 * person follow one another, so it is narrower than it should be where they hang together. Null below `leastPairs`, and
 * where one of the two never varies.
 */
export function spearman(pairs: readonly (readonly [number, number])[]): Spearman | null {
  const n = pairs.length;
  if (n < leastPairs) return null;
  const rho = pearson(meanRanks(pairs.map(([one]) => one)), meanRanks(pairs.map(([, other]) => other)));
  if (rho === null) return null;
  return { n, rho, interval: intervalOf(rho, n) };
}

/** The interval of a correlation over n pairs; null for −1 and 1. */
export function intervalOf(rho: number, n: number): Spearman['interval'] {
  if (Math.abs(rho) >= 1) return null;
  const half = quantile * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
  const z = Math.atanh(rho);
  return { low: Math.tanh(z - half), high: Math.tanh(z + half) };
}

/** Ranks from 1; equal values share the mean of theirs. */
export function meanRanks(values: readonly number[]): readonly number[] {
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((one, other) => one.value - other.value);
  const ranks: number[] = Array.from({ length: values.length }, () => 0);
  let from = 0;
  while (from < order.length) {
    let to = from;
    while (order[to + 1]?.value === order[from]?.value) to += 1;
    for (let place = from; place <= to; place += 1) ranks[order[place]?.index ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

function pearson(one: readonly number[], other: readonly number[]): number | null {
  const mean = (one.length + 1) / 2;
  let [product, squares, otherSquares] = [0, 0, 0];
  for (const [index, value] of one.entries()) {
    const [x, y] = [value - mean, (other[index] ?? mean) - mean];
    product += x * y;
    squares += x * x;
    otherSquares += y * y;
  }
  if (squares === 0 || otherSquares === 0) return null;
  return Math.min(1, Math.max(-1, product / Math.sqrt(squares * otherSquares)));
}
