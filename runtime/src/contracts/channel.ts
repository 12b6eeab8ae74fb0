import type { Readable } from 'node:stream';
import type { Json } from './json.ts';
import type { Attachment, OutgoingMessage } from './message.ts';
import type { Intake } from './update.ts';

/** One send. `id` is stable over every Attempt and is the idempotency key. */
export interface OutgoingDelivery {
  /** `d<conversation>.<seq>`. */
  readonly id: string;
  /** The platform's name of the thread. */
  readonly conversation: string;
  readonly message: OutgoingMessage;
  /** 1 for the first try. */
  readonly attempt: number;
  /** True when an earlier Attempt may have reached the person; the channel labels the text. */
  readonly maybeRepeated: boolean;
  /** What an earlier Attempt saved by `saveProgress`. */
  readonly progress: Json;
  readonly requestId: string;
}

export interface DeliverOptions {
  readonly signal: AbortSignal;
  /**
   * Stores a channel's intermediate result (for example a placeholder's message id) durably. Rejects when it could not,
   * or when another process has taken the Delivery over: the channel then stops and leaves nothing behind.
   */
  saveProgress(progress: Json): Promise<void>;
}

/**
 * The three outcomes of a send.
 * - `sent`: the platform confirmed; `receipt` is its answer.
 * - `refused`: the platform certainly did not show it. Retried unless `permanent`; `blocked` means that the
 *   person cannot be reached at all and further Deliveries would be refused too.
 * - `unknown`: it may or may not have been shown. The bot's declared policy decides.
 */
export type DeliveryOutcome =
  | { readonly status: 'sent'; readonly receipt: Json }
  | {
      readonly status: 'refused';
      readonly code: string;
      readonly reason: string;
      readonly permanent: boolean;
      readonly blocked?: boolean;
      readonly retryAfterMs?: number;
    }
  | { readonly status: 'unknown'; readonly code: string; readonly reason: string };

/** How fast a platform takes messages; the Outbox keeps to it. */
export interface ChannelRate {
  /** Shortest time between two sends to one thread, in ms. */
  readonly perConversationMs: number;
  /** Sends a second over all threads. */
  readonly overallPerSecond: number;
}

/** A connection of one bot to one platform. */
export interface Channel {
  /** `http`, `telegram`, ... : stored with every Conversation. */
  readonly name: string;
  /**
   * How the platform learns of a message.
   * - `stored`: people read it from the database (web chat); a committed Delivery is a sent one.
   * - `repeatable`: sending twice with the same id shows it once.
   * - `ambiguous`: a send whose answer was lost may have been shown; marked durably before it starts.
   */
  readonly delivery: 'stored' | 'repeatable' | 'ambiguous';
  readonly rate?: ChannelRate;
  /** Splits a message into pieces the platform takes in one send each. Pure. */
  prepare(message: OutgoingMessage): readonly OutgoingMessage[];
  /** Sends one piece. Never throws for a failure of the platform: that is an outcome. */
  deliver(delivery: OutgoingDelivery, options: DeliverOptions): Promise<DeliveryOutcome>;
  /** Tells the person that work is going on, best effort; failures are ignored and counted. */
  showTyping?(conversation: string, signal: AbortSignal): Promise<void>;
  /** Fetches an attachment's content. Throws `TerminalError` `attachment_gone` when it no longer exists. */
  download?(attachment: Attachment, signal: AbortSignal): Promise<Readable>;
  /** Begins to receive (long polling, webhook registration). Resolves once receiving. */
  start(intake: Intake): Promise<void>;
  /** Stops receiving; resolves when no further `accept` will be called. */
  stop(): Promise<void>;
}
