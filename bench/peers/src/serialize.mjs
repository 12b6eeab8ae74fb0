/** One at a time per key, in order: a chain of promises for each key, dropped when its last link ends. */

export function createSerializer() {
  /** @type {Map<string, Promise<unknown>>} */
  const tails = new Map();
  return {
    /**
     * @template T
     * @param {string} key @param {() => Promise<T>} work
     * @returns {Promise<T>}
     */
    async run(key, work) {
      const before = tails.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      tails.set(key, mine);
      try {
        return await mine;
      } finally {
        if (tails.get(key) === mine) tails.delete(key);
      }
    },
  };
}
