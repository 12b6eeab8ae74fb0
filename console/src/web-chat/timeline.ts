import { isSendable, type OutboxItem, type Problem } from './outbox.ts';
import type { SenderState } from './sender.ts';
import type { WireMessage } from './wire.ts';

/** How far a message of this person has come. */
export type DeliveryState = 'sending' | 'queued' | 'held' | 'waiting' | 'sent' | 'failed' | 'delivered';

/** A message of this person that the server does not show yet. */
export interface PendingMessage {
  readonly item: OutboxItem;
  readonly updateId: string | null;
  readonly accepted: boolean;
}

/** One message as drawn. */
export interface Entry {
  /** Stable from the first drawing of an optimistic bubble to its confirmation. */
  readonly key: string;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly at: number;
  readonly message: WireMessage | null;
  readonly item: OutboxItem | null;
  readonly state: DeliveryState;
  readonly problem: Problem | null;
  /** True where buttons or scale can still be used. */
  readonly live: boolean;
  /** Code of the button, or the value of the scale, that was chosen on this message. */
  readonly chosen: string | null;
}

/** True when the message asks for a press. */
export function hasChoices(message: WireMessage | null): boolean {
  return message !== null && (message.buttons.length > 0 || message.scale !== null);
}

/** True for words to the bot itself, which answer no question. */
export const isCommand = (text: string): boolean => text.startsWith('/');

/** The button that stands for a value of the message's scale: the one labelled with the number. */
export function scaleButton(message: WireMessage, value: number): string | null {
  return message.buttons.flat().find((button) => button.label.trim() === String(value))?.code ?? null;
}

/** A label without the box that shows whether it is ticked: once pressed, the box says what was and not what is. */
export const withoutBox = (label: string): string => label.replace(/^[☐☑]\s*/u, '');

/** The label a code had on the newest message before `end` that offered it; empty when that one is gone. */
function labelOf(code: string, messages: readonly WireMessage[], end: number): string {
  for (let index = end - 1; index >= 0; index--) {
    const found = messages[index]?.buttons.flat().find((button) => button.code === code);
    if (found) return withoutBox(found.label);
  }
  return '';
}

/** Drops what the server shows by now from the pending messages. */
export function withoutConfirmed(
  pending: readonly PendingMessage[],
  messages: readonly WireMessage[],
): readonly PendingMessage[] {
  const own = messages.filter((message) => message.direction === 'in');
  const ids = new Set(own.flatMap(({ id, messageId }) => (messageId === null ? [id] : [id, messageId])));
  return pending.filter(({ item, updateId }) => !ids.has(item.messageId) && !ids.has(updateId ?? ''));
}

/** The person is asked about held words once what stood before them has gone out. */
function isBehindUnsent({ order }: OutboxItem, all: readonly PendingMessage[]): boolean {
  return all.some(({ item, accepted }) => !accepted && isSendable(item) && item.order < order);
}

function stateOf(
  pending: PendingMessage,
  all: readonly PendingMessage[],
  sender: SenderState,
): DeliveryState {
  if (pending.accepted) return 'sent';
  if (pending.item.problem !== null) return 'failed';
  if (pending.item.held && !isBehindUnsent(pending.item, all)) return 'held';
  if (sender.messageId !== pending.item.messageId) return 'queued';
  if (sender.phase === 'unauthorised') return 'failed';
  return sender.phase === 'waiting' ? 'waiting' : 'sending';
}

function confirmedEntry(message: WireMessage, index: number, messages: readonly WireMessage[]): Entry {
  const text = message.text || (message.button === null ? '' : labelOf(message.button, messages, index));
  return {
    key: message.messageId ?? message.id,
    direction: message.direction,
    text,
    at: Date.parse(message.at),
    message,
    item: null,
    state: 'delivered',
    problem: null,
    live: false,
    chosen: null,
  };
}

function pendingEntry(pending: PendingMessage, all: readonly PendingMessage[], sender: SenderState): Entry {
  const { item } = pending;
  return {
    key: item.messageId,
    direction: 'in',
    text: item.text ?? withoutBox(item.label ?? item.button ?? ''),
    at: item.createdAt,
    message: null,
    item,
    state: stateOf(pending, all, sender),
    problem: item.problem,
    live: false,
    chosen: null,
  };
}

/** What an answer says about the choices above it: a button's code, or a number typed at a scale. */
function choiceMade(answer: Entry, question: WireMessage): string | null {
  const code = answer.message?.button ?? answer.item?.button ?? null;
  if (code !== null) return question.buttons.flat().some((button) => button.code === code) ? code : null;
  const value = question.scale === null || !/^-?\d+$/.test(answer.text) ? Number.NaN : Number(answer.text);
  if (question.scale === null || !(value >= question.scale.min && value <= question.scale.max)) return null;
  return scaleButton(question, value) ?? String(value);
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** What a question offers first; the same question asked again offers the same. */
const firstCode = ({ message }: Entry): string | undefined => message?.buttons[0]?.[0]?.code;

/** Unanswered questions that stay live at most. */
const mostOpen = 3;

/**
 * Marks each question with the answer given to it. The newest unanswered ones are live: a signal, settings and a survey
 * can each be answered while the others wait. Words answer the newest, commands none; one asked again is live where it
 * is newest.
 */
function withChoices(entries: readonly Entry[]): readonly Entry[] {
  const result: Writable<Entry>[] = entries.map((entry) => ({ ...entry }));
  let open: Writable<Entry>[] = [];
  for (const entry of result) {
    if (entry.direction === 'out') {
      if (!hasChoices(entry.message)) continue;
      open = [...open.filter((one) => firstCode(one) !== firstCode(entry)), entry];
    } else if (entry.state !== 'failed' && !entry.item?.held) {
      let answered = isCommand(entry.text) ? null : open.at(-1);
      for (const one of open) {
        one.chosen = one.message && choiceMade(entry, one.message);
        if (one.chosen !== null) answered = one;
      }
      open = open.filter((one) => one !== answered);
    }
  }
  for (const one of open.slice(-mostOpen)) one.live = true;
  return result;
}

/** A press whose question has been erased: its code means nothing to a person. */
function isNameless({ message, text }: Entry): boolean {
  return message !== null && message.button !== null && text === '' && message.attachments.length === 0;
}

/** The conversation as drawn: the server's messages in order, then what is still on its way. */
export function buildTimeline(
  messages: readonly WireMessage[],
  pending: readonly PendingMessage[],
  sender: SenderState,
): readonly Entry[] {
  const unconfirmed = withoutConfirmed(pending, messages);
  return withChoices([
    ...messages.map(confirmedEntry).filter((entry) => !isNameless(entry)),
    ...unconfirmed.map((one) => pendingEntry(one, unconfirmed, sender)),
  ]);
}
