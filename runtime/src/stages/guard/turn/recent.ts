import { LRUCache } from 'lru-cache';
import type { Update, UpdateContent } from '../../../contracts/update.ts';
import { emptyRateState, RATE_WINDOW_MS, type RateState } from '../limits/message-rate.ts';
import { limits } from '../limits/text-limits.ts';
import type { GuardRecord } from './guard-record.ts';
import { isSaid } from './said.ts';

/** What the Guards remember of a Conversation: all of it can be read again from its rows. */
export interface Recent {
  readonly rate: RateState;
  /** The last messages within ten minutes, oldest first, each cut. */
  readonly texts: readonly { readonly at: number; readonly text: string }[];
  /** Refusals of the last hour, ms. */
  readonly refusedAt: readonly number[];
  readonly alertedAt: number | null;
  readonly calmedAt: number | null;
}

export const nothingRecent: Recent = {
  rate: emptyRateState,
  texts: [],
  refusedAt: [],
  alertedAt: null,
  calmedAt: null,
};

/** Messages that are read as one with the newest: five in all (specification, §2, class 16). */
const JOINED_BEFORE = 4;
const JOIN_WINDOW_MS = 600_000;

/** A Turn of the past hour with its Updates, oldest first. */
export interface RecentTurn {
  readonly updates: readonly Update[];
  /** Null where the Guards left no record. */
  readonly record: GuardRecord | null;
}

/** Costs of one Update; see `MessageRatePolicy`. */
export type CostOf = (update: UpdateContent) => number;

/** A message or an edit costs 1, a press a third. */
export const ordinaryCost: CostOf = ({ kind }) => (kind === 'button' ? 1 / 3 : isSaid({ kind }) ? 1 : 0);

/** The texts after one more message. */
export function rememberText(texts: Recent['texts'], update: Update): Recent['texts'] {
  const { receivedAt: at } = update;
  const text = isSaid(update) && update.forwarded !== true ? (update.text ?? '') : '';
  if (text.trim() === '') return texts;
  const young = texts.filter((one) => at - one.at < JOIN_WINDOW_MS);
  return [...young, { at, text: text.slice(-limits.modelCharacters) }].slice(-JOINED_BEFORE);
}

function rememberRate(rate: RateState, update: Update, costOf: CostOf): RateState {
  const { receivedAt: at } = update;
  const cost = isSaid(update) ? costOf(update) : 0;
  const admitted = rate.admitted.filter((one) => at - one.at < RATE_WINDOW_MS);
  return cost > 0 ? { admitted: [...admitted, { at, cost }], isNoticed: false } : { ...rate, admitted };
}

/** The memory after a Turn. */
export function rememberTurn(
  before: Recent,
  updates: readonly Update[],
  record: GuardRecord | null,
  costOf: CostOf,
): Recent {
  const limited = new Set(record?.limited);
  const suspect = new Set(record?.suspect);
  const at = updates.at(-1)?.receivedAt ?? 0;
  let { rate, texts } = before;
  for (const update of updates) {
    if (limited.has(update.id)) {
      rate = { ...rate, isNoticed: true };
      continue;
    }
    rate = rememberRate(rate, update, costOf);
    // What was raised by itself has had its answer: the next message is judged afresh.
    if (!suspect.has(update.id)) texts = rememberText(texts, update);
  }
  const refusedAt = before.refusedAt.filter((time) => at - time < RATE_WINDOW_MS);
  return {
    ...{ rate, texts },
    refusedAt: record?.verdict === 'refuse' ? [...refusedAt, at] : refusedAt,
    alertedAt: record?.alert === 'refusals' ? at : before.alertedAt,
    calmedAt: record?.say?.includes('calm') === true ? at : before.calmedAt,
  };
}

/** Where a Turn stands in its Conversation. */
export interface TurnPlace {
  readonly conversationId: string;
  /** Number of the Turn; numbers follow one another without gaps. */
  readonly turnSeq: number;
}

interface Entry {
  /** The last Turn that is in `after`. */
  readonly turnSeq: number;
  readonly before: Recent;
  readonly after: Recent;
}

/** The memory of many Conversations. A Turn that was last seen in another process is read from its rows. */
export interface RecentMemory {
  before(place: TurnPlace, load: () => Promise<readonly RecentTurn[]>, costOf: CostOf): Promise<Recent>;
  keep(place: TurnPlace, before: Recent, after: Recent): void;
  /** Notes a Turn in which nobody said anything. */
  pass(place: TurnPlace): void;
  forget(conversationId: string): void;
}

const MAXIMUM_CONVERSATIONS = 10_000;
/** Characters of text kept in all, about 16 MB. */
const MAXIMUM_CHARACTERS = 8_000_000;

const sizeOf = ({ after, before }: Entry): number =>
  [...after.texts, ...before.texts].reduce((sum, { text }) => sum + text.length, 1) +
  8 * (after.rate.admitted.length + before.rate.admitted.length);

/** Keeps the Conversations seen last. */
export function createRecentMemory(): RecentMemory {
  const entries = new LRUCache<string, Entry>({
    max: MAXIMUM_CONVERSATIONS,
    maxSize: MAXIMUM_CHARACTERS,
    sizeCalculation: sizeOf,
  });
  return {
    async before({ conversationId, turnSeq }, load, costOf) {
      if (turnSeq === 1) return nothingRecent;
      const entry = entries.get(conversationId);
      if (entry?.turnSeq === turnSeq - 1) return entry.after;
      // The same Turn again: an Attempt that failed, or a Burst that grew.
      if (entry?.turnSeq === turnSeq) return entry.before;
      const turns = await load();
      return turns.reduce(
        (recent, { updates, record }) => rememberTurn(recent, updates, record, costOf),
        nothingRecent,
      );
    },
    keep({ conversationId, turnSeq }, before, after) {
      entries.set(conversationId, { turnSeq, before, after });
    },
    pass({ conversationId, turnSeq }) {
      const entry = entries.get(conversationId);
      if (entry?.turnSeq !== turnSeq - 1) return;
      entries.set(conversationId, { turnSeq, before: entry.after, after: entry.after });
    },
    forget: (conversationId) => void entries.delete(conversationId),
  };
}
