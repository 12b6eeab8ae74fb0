/** Lets the load driver wait for work that ends elsewhere in this process: in a worker's event or handler. */

export function createCompletions() {
  /** @type {Map<string, {resolve: () => void, reject: (error: unknown) => void}>} */
  const waiting = new Map();
  return {
    /** @param {string} id @returns {Promise<void>} */
    wait(id) {
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    /** @param {string} id */
    succeed(id) {
      waiting.get(id)?.resolve();
      waiting.delete(id);
    },
    /** @param {string} id @param {unknown} error */
    fail(id, error) {
      waiting.get(id)?.reject(error);
      waiting.delete(id);
    },
    /** The system itself broke: nothing that waits will end. @param {unknown} error */
    failAll(error) {
      for (const each of waiting.values()) each.reject(error);
      waiting.clear();
    },
  };
}
