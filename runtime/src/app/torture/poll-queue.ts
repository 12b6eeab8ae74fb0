import { systemClock } from '../../core/clock.ts';
import type { UserMessage } from './protocol.ts';

export interface PollItem {
  readonly id: number;
  readonly message: UserMessage;
}

/** The platform's queue of messages for bots that fetch them: an item stays until an offset confirms it. */
export interface PollQueue {
  /** Resolves when the message is confirmed. */
  add(message: UserMessage): Promise<void>;
  /** Drops everything below `offset`, then gives what waits; nothing after 150 ms. */
  take(offset: number, give: (items: readonly PollItem[]) => void): void;
}

const batch = 10;
const holdMs = 150;

/** Creates an empty queue. */
export function createPollQueue(): PollQueue {
  let items: (PollItem & { readonly confirm: () => void })[] = [];
  let nextId = 1;
  const waiting = new Set<() => void>();

  return {
    add: (message) =>
      new Promise((resolve) => {
        items.push({ id: nextId, message, confirm: resolve });
        nextId += 1;
        for (const wake of [...waiting]) wake();
      }),
    take(offset, give) {
      for (const item of items) if (item.id < offset) item.confirm();
      items = items.filter((item) => item.id >= offset);
      const answer = (): void => {
        waiting.delete(answer);
        timer?.cancel();
        give(items.slice(0, batch).map(({ id, message }) => ({ id, message })));
      };
      const timer = items.length > 0 ? null : systemClock.after(holdMs, answer);
      if (timer === null) answer();
      else waiting.add(answer);
    },
  };
}
