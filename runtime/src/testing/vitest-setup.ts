import fc from 'fast-check';

/** First seed of every property test. */
const USUAL_SEED = '20261122';

/**
 * Vitest's setup of each file: property tests try the same values in every run, so that what fails once fails
 * again and a change is judged by itself. `OPORA_PROPERTY_SEED` gives another number, or `random`, which looks further.
 */
const seed = process.env.OPORA_PROPERTY_SEED || USUAL_SEED;
if (seed !== 'random') {
  if (!Number.isSafeInteger(Number(seed))) throw new Error(`OPORA_PROPERTY_SEED is no number: ${seed}`);
  fc.configureGlobal({ seed: Number(seed) });
}
