/** A door in a bot's program: whoever reaches it waits until the test opens it. */
export interface Gate {
  /** Called by the bot; resolves when the gate is open, rejects when `signal` aborts. */
  pass(signal: AbortSignal): Promise<void>;
  /** Lets everybody through, now and later. */
  open(): void;
  close(): void;
  /** How many have come to it. */
  readonly reached: number;
}

/** Makes a gate; closed unless said otherwise. */
export function createGate(isOpen = false): Gate {
  let opened = isOpen;
  let reached = 0;
  const waiting = new Set<() => void>();
  return {
    pass(signal) {
      reached += 1;
      if (opened) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          waiting.delete(leave);
          resolve();
        };
        waiting.add(leave);
        signal.addEventListener('abort', () => {
          waiting.delete(leave);
          reject(signal.reason);
        });
      });
    },
    open() {
      opened = true;
      for (const leave of [...waiting]) leave();
    },
    close() {
      opened = false;
    },
    get reached() {
      return reached;
    },
  };
}
