import type { Random } from 'opora/app';

/** Time to the next of Poisson arrivals, ms: they know nothing of each other, so it is exponentially distributed. */
export const nextArrivalMs = (ratePerSecond: number, random: Random): number =>
  (-Math.log(1 - random()) / ratePerSecond) * 1_000;
