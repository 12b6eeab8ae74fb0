import type { Validator } from '../../../contracts/draft.ts';
import { findSecretShapes, mayHoldNeverStored } from '../../guard/index.ts';

/**
 * Nothing of the shape of a key leaves, and none of the known secrets: for every bot, whatever its policy. Most texts are
 * cleared by a look at their characters.
 */
export function createSecretGate(knownSecrets: readonly string[]): Validator {
  const known = knownSecrets.filter((secret) => secret.length >= 6);
  return {
    name: 'secret',
    judge({ text }) {
      const isKnown = known.some((secret) => text.includes(secret));
      if (isKnown) return ['secret'];
      return mayHoldNeverStored(text) ? findSecretShapes(text) : [];
    },
  };
}
