import type { Statement, TurnWrite } from './bot.ts';
import type { Json } from './json.ts';
import type { OutgoingMessage } from './message.ts';
import type { IncomingUpdate, Update } from './update.ts';

/** The debounce window of one Update, already resolved from the bot's settings. */
export interface BurstRule {
  readonly quietMs: number;
  readonly capMs: number;
  readonly maximumParts: number;
  readonly maximumCharacters: number;
  /** Ends the Burst at once: a button, a command, a timer or an event. */
  readonly flush: boolean;
}

export interface AcceptItem {
  readonly update: IncomingUpdate;
  readonly rule: BurstRule;
  /** Length of the text, for the Burst's limit, where `content` does not show it. Default: that of `content.text`. */
  readonly characters?: number;
}

/** Characters that an Update adds to its Burst. */
export const charactersOf = ({ characters, update }: AcceptItem): number =>
  characters ?? update.content.text?.length ?? 0;

/** Whether the Burst of a quiet Conversation would end with this Update at once. */
export const endsItsBurst = (item: AcceptItem): boolean =>
  item.rule.flush ||
  item.rule.quietMs === 0 ||
  item.rule.maximumParts <= 1 ||
  charactersOf(item) >= item.rule.maximumCharacters;

/** Free places of a worker beside Intake: an `accept` may take Leases for them in the same commit. */
export interface ClaimOffer {
  readonly worker: string;
  readonly leaseMs: number;
  /** Leases at most. */
  readonly limit: number;
}

export interface AcceptResult {
  readonly conversationId: string;
  readonly seq: number;
  readonly duplicate: boolean;
  /** Time until the Conversation can be claimed, in ms; null while a Turn runs. */
  readonly dueInMs: number | null;
  /** The Lease that was taken with it; the Turn is the caller's to run. */
  readonly claim?: Claim;
}

/** A Lease on one Conversation with everything its Turn needs, read in one round trip. */
export interface Claim {
  readonly conversationId: string;
  readonly bot: string;
  readonly channel: string;
  /** The platform's name of the thread. */
  readonly conversation: string;
  /** Fencing token of this Lease. */
  readonly epoch: number;
  /** 1 for the first try of this Turn. */
  readonly attempt: number;
  /** What the last Attempt that failed has failed with; null before the first such. */
  readonly lastError: string | null;
  /** Number of the Turn about to run. */
  readonly turnSeq: number;
  /** Last Update an earlier Turn has handled. */
  readonly doneSeq: number;
  /** Why a person holds the Conversation, or null. */
  readonly handoff: Handoff | null;
  readonly state: Json | null;
  readonly updates: readonly Update[];
  readonly steps: readonly StoredStep[];
  /** The database's time of the claim, ms since the epoch. */
  readonly claimedAt: number;
}

export interface Handoff {
  readonly reason: string;
  readonly at: number;
  /** Who holds it; null until an Operator has taken it. */
  readonly operator: string | null;
}

export interface StoredStep {
  readonly name: string;
  /** Last Update of the Burst the result belongs to. */
  readonly throughSeq: number;
  readonly result: Json;
}

export interface StepRecord extends StoredStep {
  readonly conversationId: string;
  readonly bot: string;
  readonly turnSeq: number;
  readonly durationMs: number;
}

/** What a Delivery carries: a message for the person, or an effect on another system. */
export type DeliveryPayload =
  | { readonly kind: 'message'; readonly message: OutgoingMessage }
  | { readonly kind: 'effect'; readonly effect: string; readonly payload: Json };

export interface NewDelivery {
  /** Deliveries of one lane leave in order: `message`, or `effect:<name>`. */
  readonly lane: string;
  readonly idempotencyKey: string | null;
  readonly payload: DeliveryPayload;
  /** True on channels people read from the database: the commit is the delivery. */
  readonly stored: boolean;
}

/** Changes that need a transaction of their own beside the group commit. */
export interface TurnExtras {
  readonly timers: readonly { readonly key: string; readonly at: number; readonly payload: Json }[];
  readonly cancelledTimers: readonly string[];
  readonly writes: readonly TurnWrite[];
  readonly handoff: Handoff | 'released' | null;
  readonly erase: boolean;
}

export interface TurnCommit {
  readonly claim: Claim;
  readonly worker: string;
  readonly fromSeq: number;
  readonly throughSeq: number;
  /** Commit only while no newer Update has been accepted. */
  readonly onlyIfNewest: boolean;
  /** `answered`: the program ran; `held`: a person has the Conversation; `dead`: given up. */
  readonly outcome: 'answered' | 'held' | 'dead';
  readonly state: Json;
  readonly journal: Json;
  readonly deliveries: readonly NewDelivery[];
  readonly extras: TurnExtras | null;
  readonly requestId: string;
  /** Text of the DeadLetter when `outcome` is `dead`. */
  readonly deadReason: string | null;
}

/**
 * - `committed`: with the numbers of the Deliveries, and the lanes in which an earlier one is still open.
 * - `newer`: a newer Update arrived and `onlyIfNewest` was asked for; nothing was written. A Lease that is lost in this
 *   very moment may be told so too: `extendBurst`, which comes next, knows.
 * - `lost`: the Lease belongs to somebody else, or a person took the Conversation (or gave it back) since the
 *   claim; nothing was written.
 * - `conflict`: a write affected another number of rows than it had to; nothing was written.
 */
export type CommitResult =
  | {
      readonly status: 'committed';
      readonly firstDeliverySeq: number;
      readonly lanesWithOpen: readonly string[];
      /** Time until the next Turn can be claimed, ms; null when nothing waits. */
      readonly dueInMs: number | null;
    }
  | { readonly status: 'newer' | 'lost' }
  | { readonly status: 'conflict'; readonly statement: string };

/** A Delivery taken for one Attempt. */
export interface ClaimedDelivery {
  readonly conversationId: string;
  readonly seq: number;
  readonly bot: string;
  readonly channel: string;
  readonly conversation: string;
  readonly lane: string;
  readonly idempotencyKey: string | null;
  readonly payload: DeliveryPayload;
  /** Number of this Attempt, 1 for the first. */
  readonly attempt: number;
  /** True when an earlier Attempt was marked as started and never recorded. */
  readonly interrupted: boolean;
  readonly unknownCount: number;
  readonly progress: Json;
  readonly requestId: string;
}

/** What an Attempt came to. `attempt` fences: a row that was taken over is left alone. */
export interface DeliveryRecord {
  readonly conversationId: string;
  readonly seq: number;
  readonly attempt: number;
  readonly status: 'sent' | 'refused' | 'unknown' | 'dead' | 'pending';
  /** Delay of the next Attempt for `pending`, ms. */
  readonly retryInMs: number | null;
  readonly receipt: Json;
  readonly error: string | null;
  /** Adds one to the count of unknown outcomes. */
  readonly wasUnknown: boolean;
  /** DeadLetter to write with it. */
  readonly deadLetter: { readonly kind: 'delivery' | 'unknown-delivery'; readonly bot: string } | null;
  /** Cancel everything still open in the lane (the person cannot be reached). */
  readonly cancelLane: string | null;
  /** Sending again would be harmless: the store need not wait for the disk. Default false. */
  readonly repeatable?: boolean;
}

export interface LeaseKey {
  readonly conversationId: string;
  readonly epoch: number;
}

/** One line of a Conversation as people see it, in or out. */
export type LoggedMessage =
  | { readonly direction: 'in'; readonly update: Update }
  | {
      readonly direction: 'out';
      readonly seq: number;
      readonly at: number;
      readonly turnSeq: number;
      readonly message: OutgoingMessage;
    };

/** What a reader following a Conversation has to know. */
export interface ConversationHead {
  readonly conversationId: string;
  readonly lastSeq: number;
  /** A Turn is running. */
  readonly busy: boolean;
  /** Everything up to this number was erased; 0 when nothing was. */
  readonly erasedSeq: number;
}

/** The engine's durable memory. `postgres/` and `memory/` implement it; one conformance suite runs on both. */
export interface EngineStore {
  /**
   * Stores Updates and sets the Bursts' deadlines in one commit.
   *
   * With an `offer`, an Update that wakes an idle Conversation and whose Burst ends at once may come back
   * with the Lease already taken: one commit and one round trip instead of two. It never does while anything
   * else waits in that Conversation.
   * @throws TransientError when the database cannot commit now; Leases may have been taken nevertheless, see
   * `releaseUnheld`. TerminalError when an item cannot be stored.
   */
  accept(items: readonly AcceptItem[], offer?: ClaimOffer): Promise<readonly AcceptResult[]>;

  /** Whether the Update is known: `accept` would store nothing and call it a duplicate. */
  hasUpdate(
    update: Pick<IncomingUpdate, 'bot' | 'channel' | 'conversation' | 'externalId'>,
  ): Promise<boolean>;

  /** Takes Leases on due Conversations of `bots`, oldest due first. */
  claim(request: {
    readonly worker: string;
    readonly bots: readonly string[];
    readonly limit: number;
    readonly leaseMs: number;
    readonly maximumUpdates: number;
  }): Promise<readonly Claim[]>;

  /** Extends Leases; returns the conversation ids that are still held. */
  extendLeases(worker: string, leases: readonly LeaseKey[], leaseMs: number): Promise<ReadonlySet<string>>;

  /**
   * Adds the Updates that came after `throughSeq` to a running Turn, `maximumUpdates` at most; null when the Lease is
   * lost, or a person took the Conversation (or gave it back) since the claim.
   */
  extendBurst(
    claim: Claim,
    worker: string,
    throughSeq: number,
    maximumUpdates: number,
  ): Promise<readonly Update[] | null>;

  /**
   * Gives back, unspent, the Leases in the name of `worker` on other Conversations than those it `holds`: an
   * answer that named them was lost. Returns how many there were.
   */
  releaseUnheld(worker: string, holds: readonly string[]): Promise<number>;

  /** Gives a Lease back untouched: the Attempt is not spent, and what an earlier one failed with stays known. */
  release(claim: Claim, worker: string): Promise<void>;

  /** Ends a failed Attempt; the Conversation is due again after `retryInMs`. */
  failAttempt(claim: Claim, worker: string, error: string, retryInMs: number): Promise<void>;

  /**
   * Makes step results durable. A result that is stored already stays, and is the one that counts: it is returned under
   * the position of its step in `steps`. (A worker that lost its Lease unnoticed may have stored it.)
   */
  recordSteps(steps: readonly StepRecord[]): Promise<ReadonlyMap<number, Json>>;

  /**
   * Commits Turns, each under its own fence; a lost one does not fail the others. `extras` must be null.
   * @throws TerminalError when one of them cannot be stored, or a part of it is too large (`turn_size`).
   */
  commit(turns: readonly TurnCommit[]): Promise<readonly CommitResult[]>;

  /** Commits one Turn with its extras in one transaction; throws as `commit` does. */
  commitWithExtras(turn: TurnCommit): Promise<CommitResult>;

  /** Gives the Conversation to a person at once; a running Turn's Drafts are discarded. False: no such Conversation. */
  takeOver(conversationId: string, handoff: Handoff): Promise<boolean>;

  /** Takes Deliveries that are due and first in their lane. `ambiguous` lanes are marked as started. */
  claimDeliveries(request: {
    readonly bots: readonly string[];
    readonly limit: number;
    readonly leaseMs: number;
  }): Promise<readonly ClaimedDelivery[]>;

  /** Marks first Attempts as started, durably, before an ambiguous send; returns the `conversation.seq` marked. */
  markSending(
    deliveries: readonly { readonly conversationId: string; readonly seq: number }[],
    leaseMs: number,
  ): Promise<ReadonlySet<string>>;

  /** Records what Attempts came to. */
  recordDeliveries(records: readonly DeliveryRecord[]): Promise<void>;

  /** Keeps what a channel will need in the next Attempt; false when the Delivery has been taken over or closed. */
  saveProgress(conversationId: string, seq: number, attempt: number, progress: Json): Promise<boolean>;

  /** Turns due timers into Updates; returns how many fired and the lateness of the oldest, in ms. */
  fireTimers(limit: number): Promise<{ readonly fired: number; readonly oldestLateMs: number }>;

  /**
   * Completes erasures whose last replies have left; returns how many were completed. What was received within a
   * day before is still known: sent again within a day, it is a duplicate with number 0.
   */
  completeErasures(limit: number): Promise<number>;

  /** Deletes what is past retention and empties old states; returns rows by table. */
  compact(options: {
    readonly retentionDays: number;
    /** How long the state that a Turn began with is kept after that Turn. */
    readonly stateHistoryHours: number;
    readonly limit: number;
  }): Promise<Readonly<Record<string, number>>>;

  /** The messages of a Conversation after `afterSeq`, in order; null when there is no such Conversation. */
  readMessages(request: {
    readonly bot: string;
    readonly channel: string;
    readonly conversation: string;
    readonly afterSeq: number;
    readonly limit: number;
  }): Promise<{ readonly head: ConversationHead; readonly messages: readonly LoggedMessage[] } | null>;

  /** The newest Updates of the Turns before `turnSeq`, and after the last `answered` one, that ended as `held`, in order. */
  readHeld(conversationId: string, turnSeq: number, limit: number): Promise<readonly Update[]>;

  /** Heads of the Conversations named, for readers that follow them. */
  readHeads(conversationIds: readonly string[]): Promise<readonly ConversationHead[]>;

  query<Row>(statement: Statement): Promise<readonly Row[]>;
}
