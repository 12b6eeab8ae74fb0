// A type alias rather than an interface: only it is assignable to the runtime's `Json`.

/** A share of counted things with its 95 % Wilson interval; null where nothing was counted. */
export type Share = {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly hits: number;
  readonly of: number;
};

/** Quantile of the normal distribution for 95 %. */
const z = 1.959_964;

/** Four decimals are enough for figures. */
export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The share `hits / of` with its Wilson score interval. */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { rate: null, low: null, high: null, hits, of };
  const rate = hits / of;
  const middle = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const reach = (z / (1 + (z * z) / of)) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  return {
    rate: rounded(rate),
    low: rounded(Math.max(0, middle - reach)),
    high: rounded(Math.min(1, middle + reach)),
    hits,
    of,
  };
}
