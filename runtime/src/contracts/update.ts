import type { Json } from './json.ts';
import type { Attachment } from './message.ts';

/**
 * What happened: a person wrote, edited or pressed; a durable timer came due; or an event of the runtime
 * or of an outside system, named by `Update.event`.
 */
export type UpdateKind = 'message' | 'edit' | 'button' | 'timer' | 'event';

/** A slash command, split from its text: `/language uk` is `{name: 'language', argument: 'uk'}`. */
export interface Command {
  readonly name: string;
  readonly argument: string;
}

/** The normalised content of an Update; what a bot's program reads. */
export interface UpdateContent {
  readonly kind: UpdateKind;
  readonly text?: string;
  /** Code of the pressed button. */
  readonly button?: string;
  readonly command?: Command;
  readonly attachments?: readonly Attachment[];
  /** Key of the timer that fired, for kind `timer`. */
  readonly timer?: string;
  /** Name of the event, for kind `event`; the runtime's own begin with `opora.`. */
  readonly event?: string;
  /** Payload of a timer or event. */
  readonly payload?: Json;
  /** BCP 47 tag reported by the platform or browser. */
  readonly languageHint?: string;
  /** The platform's time of the message, ISO 8601. Ordering never depends on it. */
  readonly sentAt?: string;
  /** For kind `edit`: external id of the Update whose message was edited. */
  readonly edits?: string;
  /** True when the text was written by somebody else and passed on. */
  readonly forwarded?: boolean;
  /** Kinds of what Intake replaced by placeholders before the write; see `docs/reference/guards.md`. */
  readonly replaced?: readonly string[];
}

/** An Update on its way into Intake. */
export interface IncomingUpdate {
  readonly bot: string;
  readonly channel: string;
  /** The platform's name of the thread (chat id, web conversation id). At most 200 characters. */
  readonly conversation: string;
  /** The platform's name of this event. Redelivery carries the same one. At most 200 characters. */
  readonly externalId: string;
  readonly content: UpdateContent;
  /** The platform's payload as received, secrets removed; omitted when `content` says everything. */
  readonly raw?: Json;
  readonly requestId: string;
}

/** Intake's answer, given only after the commit. */
export interface Accepted {
  /** `u<conversation>.<seq>`. */
  readonly updateId: string;
  readonly conversationId: string;
  /** True when this external id had been stored before: nothing new was recorded. */
  readonly duplicate: boolean;
}

/** An Update as stored. */
export interface Update extends UpdateContent {
  readonly id: string;
  /** Position among all messages of the Conversation, in and out. */
  readonly seq: number;
  readonly externalId: string;
  readonly receivedAt: number;
  readonly requestId: string;
}

/** Where channels, timers and outside events hand in what they received. */
export interface Intake {
  /**
   * Stores the Update durably and resolves after the commit.
   *
   * @throws TransientError `intake_unavailable` when the database cannot commit (answer 503).
   * @throws RefusedError `intake_overloaded` when the bounded buffer is full (answer 503 with Retry-After),
   *   `update_invalid` when the Update cannot be stored as it is (answer 400).
   */
  accept(update: IncomingUpdate): Promise<Accepted>;
}
