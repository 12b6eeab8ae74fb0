import type { TortureBotName, TortureChannelName } from './protocol.ts';

/** One conversation as its user knows it. */
export interface UserConversation {
  readonly name: string;
  readonly bot: TortureBotName;
  readonly channel: TortureChannelName;
  /** Messages acknowledged so far; they are numbered from 1 without a gap. */
  acknowledged: number;
  readonly timers: string[];
  readonly effects: number[];
  readonly writes: number[];
  /** The user asked to be forgotten. */
  erased: boolean;
}

/** One message shown to a user. */
export interface Shown {
  readonly deliveryId: string;
  readonly seq: number;
  readonly at: number;
  readonly text: string;
  readonly maybeRepeated: boolean;
}

export interface Bought {
  readonly at: number;
  readonly claimedAt: number;
}

/** What the outside world knows: the only witness the verdict trusts. */
export interface Ledger {
  readonly conversations: Map<string, UserConversation>;
  /** What was shown, by conversation, in order. A platform that knows the id shows it once. */
  readonly shown: Map<string, Shown[]>;
  /** Effects applied, by conversation, in order. */
  readonly applied: Map<string, { readonly number: number; readonly at: number }[]>;
  readonly appliedKeys: Set<string>;
  /** Purchases by `turn/through/step`. */
  readonly bought: Map<string, Bought[]>;
  /** When a step was known to be journalled, by the same key: the earliest time. */
  readonly returned: Map<string, number>;
  /** Messages that were stored anew although they had been acknowledged. */
  readonly acceptedAgain: {
    readonly conversation: string;
    readonly externalId: string;
    readonly at: number;
  }[];
  readonly counts: {
    sends: number;
    repeats: number;
    effects: number;
    messages: number;
    redeliveries: number;
  };
}

/** An empty ledger. */
export function createLedger(): Ledger {
  return {
    conversations: new Map(),
    shown: new Map(),
    applied: new Map(),
    appliedKeys: new Set(),
    bought: new Map(),
    returned: new Map(),
    acceptedAgain: [],
    counts: { sends: 0, repeats: 0, effects: 0, messages: 0, redeliveries: 0 },
  };
}

/** Adds to a list kept under a key. */
export function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
