/** Gives the next number of a stream, uniform in [0, 1). */
export type Draw = () => number;

/** Four words of state from any text (FNV-1a, each from its own beginning). */
function stateOf(text: string): Uint32Array {
  const state = Uint32Array.of(0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b);
  for (let index = 0; index < text.length; index += 1) {
    for (let word = 0; word < state.length; word += 1) {
      state[word] = Math.imul((state[word] ?? 0) ^ (text.charCodeAt(index) + word), 0x01000193);
    }
  }
  return state;
}

/**
 * The twin of the bot's HMAC stream for the browser: the same promise (equal inputs give equal numbers), other
 * numbers. It draws examples of plans and orders; what participants get is always drawn by the server.
 */
export function createDraws(seed: string, parts: readonly (string | number)[]): Draw {
  const state = stateOf(JSON.stringify([seed, ...parts]));
  const next = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    // Small Fast Counter, 32 bits (Chris Doty-Humphrey, PractRand).
    const sum = (a + b + d) >>> 0;
    state[3] = d + 1;
    state[0] = b ^ (b >>> 9);
    state[1] = c + (c << 3);
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  };
  for (let round = 0; round < 12; round += 1) next();
  return () => next() / 2 ** 32;
}
