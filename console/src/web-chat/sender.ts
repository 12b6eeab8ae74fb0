import type { ChatApi, SendResult } from './api.ts';
import { backOffMs, createPause } from './back-off.ts';
import type { Outbox, OutboxItem } from './outbox.ts';

/** Where the message at the head of the queue stands. */
export interface SenderState {
  readonly messageId: string | null;
  readonly phase: 'idle' | 'sending' | 'waiting' | 'unauthorised';
}

/** Sends the outbox, one message at a time, oldest first. */
export interface Sender {
  state(): SenderState;
  /** Something was added: begin, unless already at work or told to wait. */
  kick(): void;
  /** The network or the person came back: end a back-off early, but never one the server asked for. */
  wake(): void;
}

/** Tells what happened; `changed` also after every change of the outbox. */
export interface SenderEvents {
  /** Asked before the first try, and again after each of the `failures` since the last success; may hold items. False: one more. */
  review(failures: number): Promise<boolean>;
  changed(): void;
  accepted(item: OutboxItem, updateId: string | null): void;
}

/** Builds a sender. The head of the queue is read anew on every try, so several tabs keep one order. */
export function createSender(
  outbox: Outbox,
  api: Pick<ChatApi, 'send'>,
  events: SenderEvents,
  random: () => number = Math.random,
): Sender {
  const pause = createPause();
  let state: SenderState = { messageId: null, phase: 'idle' };
  let obeying = false;
  let attempt = 0;
  let reviewed = false;

  const show = (next: SenderState): void => {
    state = next;
    events.changed();
  };

  /** One try. False when the queue must stop. */
  const step = async (item: OutboxItem): Promise<boolean> => {
    show({ messageId: item.messageId, phase: 'sending' });
    if (!reviewed) {
      reviewed = await events.review(attempt);
      // The head may be held now.
      if (reviewed) return true;
    }
    const result: SendResult = reviewed ? await api.send(item) : { kind: 'retry', afterMs: null };
    if (result.kind === 'unauthorised') {
      show({ messageId: item.messageId, phase: 'unauthorised' });
      return false;
    }
    if (result.kind === 'retry') {
      attempt++;
      reviewed = false;
      obeying = result.afterMs !== null;
      const delayMs = Math.max(result.afterMs ?? 0, backOffMs(attempt, random));
      show({ messageId: item.messageId, phase: 'waiting' });
      await pause.wait(delayMs);
      obeying = false;
      return true;
    }
    attempt = 0;
    if (result.kind === 'accepted') {
      outbox.remove(item);
      events.accepted(item, result.updateId);
    } else {
      outbox.mark(item, result.problem);
    }
    return true;
  };

  const run = async (): Promise<void> => {
    reviewed = false;
    for (let item = outbox.next(); item !== null; item = outbox.next()) {
      if (!(await step(item))) return;
    }
    show({ messageId: null, phase: 'idle' });
  };

  const isAtWork = (): boolean => state.phase === 'sending' || state.phase === 'waiting';

  return {
    state: () => state,
    kick: () => {
      if (state.phase === 'idle') void run();
    },
    wake: () => {
      if (!isAtWork()) void run();
      else if (state.phase === 'waiting' && !obeying) pause.wake();
    },
  };
}
