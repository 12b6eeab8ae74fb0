import type { TurnWrite } from '../contracts/bot.ts';
import type { Json } from '../contracts/json.ts';
import type { DeliveryPayload, Handoff } from '../contracts/store.ts';
import type { UpdateContent } from '../contracts/update.ts';
import { TerminalError } from '../core/errors.ts';

export interface UpdateRow {
  readonly seq: number;
  readonly externalId: string;
  readonly content: UpdateContent;
  readonly requestId: string;
  readonly receivedAt: number;
}

export interface TurnRow {
  readonly seq: number;
  readonly fromSeq: number;
  readonly throughSeq: number;
  readonly outcome: string;
  state: Json;
  readonly journal: Json;
  readonly committedAt: number;
}

export interface StepRow {
  readonly turnSeq: number;
  readonly throughSeq: number;
  readonly name: string;
  readonly result: Json;
  readonly recordedAt: number;
}

export interface DeliveryRow {
  readonly seq: number;
  readonly turnSeq: number;
  readonly lane: string;
  readonly idempotencyKey: string | null;
  readonly payload: DeliveryPayload;
  status: 'pending' | 'sending' | 'sent' | 'refused' | 'unknown' | 'dead' | 'cancelled';
  attempt: number;
  unknownCount: number;
  nextAt: number | null;
  progress: Json;
  receipt: Json;
  lastError: string | null;
  readonly requestId: string;
  readonly createdAt: number;
  closedAt: number | null;
}

export interface TimerRow {
  readonly key: string;
  readonly dueAt: number;
  readonly payload: Json;
  readonly requestId: string;
}

/** The row of `conversations` together with everything that carries its key. */
export interface ConversationRow {
  readonly id: string;
  readonly bot: string;
  readonly channel: string;
  readonly externalId: string;
  dueAt: number | null;
  readyAt: number | null;
  waitingSince: number | null;
  waitingCount: number;
  waitingChars: number;
  leasedBy: string | null;
  epoch: number;
  attempt: number;
  lastError: string | null;
  lastSeq: number;
  waitingSeq: number;
  doneSeq: number;
  turnSeq: number;
  handoff: Handoff | null;
  updates: UpdateRow[];
  turns: TurnRow[];
  steps: StepRow[];
  deliveries: DeliveryRow[];
  readonly timers: Map<string, TimerRow>;
}

export interface DeadLetterRow {
  readonly kind: 'turn' | 'delivery' | 'unknown-delivery';
  readonly bot: string;
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly throughSeq: number;
  readonly reason: string;
}

export interface ErasureRow {
  readonly conversationId: string;
  readonly throughSeq: number;
  readonly requestedAt: number;
  completedAt: number | null;
}

/** The whole memory of one store. */
export interface Tables {
  readonly conversations: Map<string, ConversationRow>;
  deadLetters: DeadLetterRow[];
  readonly erasures: ErasureRow[];
  /** Names of erased Updates, with the time of the erasure; see `updateName`. */
  readonly erasedUpdates: Map<string, number>;
  readonly writes: TurnWrite[];
  lastId: number;
}

export const createTables = (): Tables => ({
  conversations: new Map(),
  deadLetters: [],
  erasures: [],
  erasedUpdates: new Map(),
  writes: [],
  lastId: 0,
});

/** A fresh Conversation without messages. */
export function insertConversation(
  tables: Tables,
  key: { readonly bot: string; readonly channel: string; readonly conversation: string },
): ConversationRow {
  tables.lastId += 1;
  const row: ConversationRow = {
    id: String(tables.lastId),
    bot: key.bot,
    channel: key.channel,
    externalId: key.conversation,
    ...{ dueAt: null, readyAt: null, waitingSince: null, waitingCount: 0, waitingChars: 0 },
    ...{ leasedBy: null, epoch: 0, attempt: 0, lastError: null, handoff: null },
    ...{ lastSeq: 0, waitingSeq: 0, doneSeq: 0, turnSeq: 0 },
    ...{ updates: [], turns: [], steps: [], deliveries: [], timers: new Map() },
  };
  tables.conversations.set(row.id, row);
  return row;
}

export function findConversation(
  tables: Tables,
  key: { readonly bot: string; readonly channel: string; readonly conversation: string },
): ConversationRow | undefined {
  for (const row of tables.conversations.values()) {
    if (row.externalId === key.conversation && row.channel === key.channel && row.bot === key.bot) return row;
  }
  return undefined;
}

/** What tells an Update from all others. */
export const updateName = (
  row: Pick<ConversationRow, 'bot' | 'channel' | 'externalId'>,
  update: Pick<UpdateRow, 'externalId'>,
): string => [row.bot, row.channel, row.externalId, update.externalId].join('\u001f');

/** What a round trip through a `json` column does: a deep copy without `undefined`. */
export function copyJson<Value>(value: Value): Value {
  return value === undefined || value === null
    ? (null as Value)
    : (JSON.parse(JSON.stringify(value)) as Value);
}

/**
 * Refuses what a `text` column refuses, so that nothing passes here which fails in production.
 * @throws TerminalError `database_invalid_data`.
 */
export function assertStorable(...texts: readonly (string | null | undefined)[]): void {
  if (texts.some((text) => text?.includes('\u0000') === true)) {
    throw new TerminalError('database_invalid_data', 'A text with the character U+0000 cannot be stored.');
  }
}
