import type { FaultPoint } from '../../core/fault-points.ts';
import type { BrokenStore } from './broken-store.ts';

/** Kills a process at the `nth` time it arrives at `point`. */
export interface KillOrder {
  readonly point: FaultPoint;
  readonly nth: number;
}

export type ChildRole = 'all' | 'web' | 'worker';

/** What a child process is told before it begins. */
export interface ChildStart {
  readonly type: 'start';
  readonly role: ChildRole;
  readonly connectionString: string;
  /** Loopback port of the parent, which plays the platform. */
  readonly platformPort: number;
  readonly seed: number;
  readonly order: KillOrder | null;
  readonly broken: readonly BrokenStore[];
}

/** What a child says once: it is ready, and where its web server listens (null for a worker). */
export interface ChildReady {
  readonly type: 'ready';
  readonly webPort: number | null;
}

/** The bots of the torture: one for each policy, and one for each answer to a newer message. */
export const tortureBots = ['least', 'once'] as const;
export type TortureBotName = (typeof tortureBots)[number];

/** The channels of the torture, one for each way a platform learns of a message. */
export const tortureChannels = ['repeatable', 'ambiguous', 'stored'] as const;
export type TortureChannelName = (typeof tortureChannels)[number];

/** One message of a user on its way in, over HTTP or in the answer to a poll. */
export interface UserMessage {
  readonly bot: TortureBotName;
  readonly channel: TortureChannelName;
  readonly conversation: string;
  readonly externalId: string;
  /** Number of the message, then what it asks for: `12 timer effect`. */
  readonly text: string;
}

/** What a message may ask of the bot besides an answer. */
export const asks = ['timer', 'effect', 'write', 'slow', 'second', 'pair', 'fail', 'erase'] as const;
export type Ask = (typeof asks)[number];

/** The text of a reply, as JSON: which messages and timers it answers. */
export interface ReplyText {
  readonly numbers: readonly number[];
  readonly timers: readonly string[];
  readonly part: 1 | 2;
}

/** One send, as a channel hands it to the platform. */
export interface PlatformSend {
  readonly bot: TortureBotName;
  readonly channel: TortureChannelName;
  readonly conversation: string;
  readonly id: string;
  readonly text: string;
  readonly maybeRepeated: boolean;
}

/** One purchase of a step at the paid service. */
export interface Purchase {
  readonly turnId: string;
  readonly throughSeq: number;
  readonly step: string;
  /** The database's time of the claim that bought it, ms. */
  readonly claimedAt: number;
}

/** Says that a step has returned: from here on its purchase is in the journal. */
export type StepReturn = Pick<Purchase, 'turnId' | 'throughSeq' | 'step'>;

/** One effect, to be applied once by its key. */
export interface EffectCall {
  readonly key: string;
  readonly conversation: string;
  readonly number: number;
}

/** Reads the number and the asks of a message's text. */
export function parseMessageText(text: string): { readonly number: number; readonly asks: ReadonlySet<Ask> } {
  const [number, ...words] = text.split(' ');
  return { number: Number(number), asks: new Set(words as Ask[]) };
}
