import type {
  AcceptItem,
  BurstRule,
  Claim,
  ClaimedDelivery,
  CommitResult,
  DeliveryRecord,
  EngineStore,
  NewDelivery,
  TurnCommit,
  TurnExtras,
} from '../../contracts/store.ts';
import type { UpdateContent } from '../../contracts/update.ts';
import { InvariantError } from '../../core/errors.ts';

/** A table whose rows a behaviour counts. */
export type CountedTable = 'conversations' | 'updates' | 'turns' | 'steps' | 'deliveries' | 'timers';

/** A store under test, empty, with power over its time. */
export interface StoreSubject {
  readonly store: EngineStore;
  /** The same data as another process sees it. */
  another(): EngineStore;
  /** Ages everything stored by `ms`. */
  advance(ms: number): Promise<void>;
  /** The store's time, ms since the epoch. */
  now(): number;
  count(table: CountedTable): Promise<number>;
  deadLetters(): Promise<readonly { readonly kind: string; readonly reason: string }[]>;
  /** Whether writes of a Turn are executed; null when they are only recorded. */
  readonly writes: { readonly insert: (value: string) => string; read(): Promise<readonly string[]> } | null;
  close(): Promise<void>;
}

/** Hands the Burst on at once. */
export const atOnce: BurstRule = {
  quietMs: 0,
  capMs: 0,
  maximumParts: 10,
  maximumCharacters: 1_000,
  flush: false,
};

/** Gathers for 10 s of silence, 25 s at most. */
export const patient: BurstRule = {
  quietMs: 10_000,
  capMs: 25_000,
  maximumParts: 4,
  maximumCharacters: 100,
  flush: false,
};

export interface ItemOptions {
  readonly conversation?: string;
  readonly id?: string;
  readonly rule?: BurstRule;
  readonly content?: UpdateContent;
  readonly bot?: string;
  readonly channel?: string;
}

/** An Update with a text, due at once unless a rule says otherwise. */
export function item(text: string, options: ItemOptions = {}): AcceptItem {
  const { conversation = 'anna', rule = atOnce, bot = 'echo', channel = 'web' } = options;
  const content = options.content ?? { kind: 'message', text };
  const externalId = options.id ?? `id-${text}`;
  return { update: { bot, channel, conversation, externalId, content, requestId: `r-${text}` }, rule };
}

export interface ClaimOptions {
  readonly worker?: string;
  readonly bots?: readonly string[];
  readonly limit?: number;
  readonly leaseMs?: number;
  readonly maximumUpdates?: number;
}

export const claimAll = (store: EngineStore, options: ClaimOptions = {}): Promise<readonly Claim[]> =>
  store.claim({
    worker: 'w1',
    bots: ['echo'],
    limit: 100,
    leaseMs: 30_000,
    maximumUpdates: 50,
    ...options,
  });

/** Claims exactly one Conversation. */
export async function claimOne(store: EngineStore, options: ClaimOptions = {}): Promise<Claim> {
  const [claim, ...more] = await claimAll(store, options);
  if (claim === undefined || more.length > 0) {
    throw new InvariantError(
      'test_claim',
      `Expected one claim, got ${claim === undefined ? 0 : 1 + more.length}.`,
    );
  }
  return claim;
}

export const reply = (text: string, lane = 'message'): NewDelivery => ({
  lane,
  idempotencyKey: null,
  payload:
    lane === 'message'
      ? { kind: 'message', message: { text } }
      : { kind: 'effect', effect: lane.slice('effect:'.length), payload: text },
  stored: false,
});

export const shown = (text: string): NewDelivery => ({ ...reply(text), stored: true });

export const noExtras: TurnExtras = {
  timers: [],
  cancelledTimers: [],
  writes: [],
  handoff: null,
  erase: false,
};

/** The commit of a claimed Turn over its whole Burst. */
export function turnOf(claim: Claim, overrides: Partial<TurnCommit> = {}): TurnCommit {
  const throughSeq = claim.updates.at(-1)?.seq ?? claim.doneSeq;
  return {
    claim,
    worker: 'w1',
    fromSeq: claim.updates[0]?.seq ?? throughSeq,
    throughSeq,
    onlyIfNewest: false,
    outcome: 'answered',
    state: { through: throughSeq },
    journal: null,
    deliveries: [],
    extras: null,
    requestId: 'r-turn',
    deadReason: null,
    ...overrides,
  };
}

/** Commits one Turn, with extras when it has any. */
export async function commitOne(
  store: EngineStore,
  claim: Claim,
  overrides: Partial<TurnCommit> = {},
): Promise<CommitResult> {
  const turn = turnOf(claim, overrides);
  if (turn.extras !== null) return store.commitWithExtras(turn);
  const [result] = await store.commit([turn]);
  if (result === undefined) throw new InvariantError('test_commit', 'The commit answered nothing.');
  return result;
}

/** Accepts one message, claims it and commits a Turn over it. */
export async function runTurn(
  store: EngineStore,
  text: string,
  overrides: Partial<TurnCommit> = {},
  options: ItemOptions = {},
): Promise<CommitResult & { readonly status: 'committed'; readonly conversationId: string }> {
  await store.accept([item(text, options)]);
  const claim = await claimOne(store);
  const result = await commitOne(store, claim, overrides);
  if (result.status !== 'committed') throw new InvariantError('test_turn', `The Turn was ${result.status}.`);
  return { ...result, conversationId: claim.conversationId };
}

/** Time after which the sweep may take what a committing worker did not send, ms. */
export const afterOwnWindowMs = 31_000;

export const sweep = (store: EngineStore, leaseMs = 45_000): Promise<readonly ClaimedDelivery[]> =>
  store.claimDeliveries({ bots: ['echo'], limit: 100, leaseMs });

export const textOf = ({ payload }: Pick<ClaimedDelivery, 'payload'>): string =>
  payload.kind === 'message' ? payload.message.text : String(payload.payload);

export const recordOf = (
  delivery: Pick<ClaimedDelivery, 'conversationId' | 'seq' | 'attempt'>,
  overrides: Partial<DeliveryRecord> = {},
): DeliveryRecord => ({
  conversationId: delivery.conversationId,
  seq: delivery.seq,
  attempt: delivery.attempt,
  status: 'sent',
  ...{ retryInMs: null, receipt: null, error: null, wasUnknown: false, deadLetter: null, cancelLane: null },
  ...overrides,
});

/** The person's page of one Conversation as `<text` (in) and `>text` (out). */
export async function linesOf(store: EngineStore, conversation = 'anna', afterSeq = 0): Promise<string[]> {
  const read = await store.readMessages({
    bot: 'echo',
    channel: 'web',
    conversation,
    afterSeq,
    limit: 1_000,
  });
  return (read?.messages ?? []).map((line) =>
    line.direction === 'in' ? `<${line.update.text}` : `>${line.message.text}`,
  );
}
