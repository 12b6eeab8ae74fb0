import { isSendable, type Outbox, type OutboxItem } from './outbox.ts';
import { isCommand } from './timeline.ts';
import type { WireMessage } from './wire.ts';

/** `id` of what the bot said last; undefined when it has said nothing. */
export const newestReply = (messages: readonly WireMessage[]): string | undefined =>
  messages.findLast((message) => message.direction === 'out')?.id;

/** Words that would go out by themselves; presses name their question, commands answer none. */
export const waitingWords = (outbox: Outbox): readonly OutboxItem[] =>
  outbox.list().filter((item) => isSendable(item) && item.text !== null && !isCommand(item.text));

/** Whether the server has the message: it was taken for what it was. */
export const isStored = (messageId: string, messages: readonly WireMessage[]): boolean =>
  messages.some((message) => message.messageId === messageId);

/** Holds the words that were written before the bot's newest message: they would answer what their writer had not seen. */
export function holdLateWords(outbox: Outbox, messages: readonly WireMessage[]): void {
  const newest = newestReply(messages);
  for (const item of waitingWords(outbox)) {
    if (item.seen !== newest && !isStored(item.messageId, messages)) outbox.mark(item, null, true);
  }
}
