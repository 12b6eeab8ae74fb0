import type { TurnWrite } from '../contracts/bot.ts';
import type { Json } from '../contracts/json.ts';
import type { ConversationHead, EngineStore, LoggedMessage } from '../contracts/store.ts';
import type { Clock } from '../core/clock.ts';
import { InvariantError } from '../core/errors.ts';
import { acceptUpdates } from './accept-updates.ts';
import { assertCommittable, commitTurn } from './commit-turn.ts';
import { claimDeliveries, findDelivery, markSending, recordDeliveries } from './deliveries.ts';
import {
  claimConversations,
  endAttempt,
  extendBurst,
  extendLeases,
  releaseUnheld,
  toUpdate,
} from './leases.ts';
import {
  assertStorable,
  type ConversationRow,
  copyJson,
  createTables,
  type DeadLetterRow,
  findConversation,
  type Tables,
  updateName,
} from './tables.ts';
import { compactTables, completeErasures, fireTimers } from './upkeep.ts';

/** The contract without a database, with a window for tests. */
export interface MemoryStore extends EngineStore {
  /** Writes of committed Turns, in order of commit. They are not executed. */
  readonly writes: readonly TurnWrite[];
  readonly deadLetters: readonly DeadLetterRow[];
  /** Rows as they are: for checks of a test, never to be changed. */
  readonly conversations: ReadonlyMap<string, ConversationRow>;
}

/**
 * An `EngineStore` of one process: every operation is one synchronous step, so operations are atomic and
 * follow one another. Nothing survives the process and `query` does not exist; a bot that reads tables of its
 * own needs Postgres. Values are copied on the way in and out as a `json` column would.
 */
export function createMemoryStore({ clock }: { readonly clock: Clock }): MemoryStore {
  const tables = createTables();

  return {
    writes: tables.writes,
    conversations: tables.conversations,
    get deadLetters() {
      return tables.deadLetters;
    },
    accept: async (items, offer) => acceptUpdates(tables, items, offer, clock.now()),
    hasUpdate: async (update) =>
      tables.erasedUpdates.has(updateName({ ...update, externalId: update.conversation }, update)) ||
      (findConversation(tables, update)?.updates ?? []).some(
        ({ externalId }) => externalId === update.externalId,
      ),
    claim: async (request) => claimConversations(tables, request, clock.now()),
    extendLeases: async (worker, leases, leaseMs) =>
      extendLeases(tables, worker, leases, clock.now() + leaseMs),
    extendBurst: async (claim, worker, throughSeq, maximumUpdates) =>
      extendBurst(tables, claim, worker, throughSeq, maximumUpdates),
    releaseUnheld: async (worker, holds) => releaseUnheld(tables, worker, holds, clock.now()),
    release: async (claim, worker) => endAttempt(tables, claim, worker, null, clock.now()),
    failAttempt: async (claim, worker, error, retryInMs) =>
      endAttempt(tables, claim, worker, error, clock.now() + retryInMs),
    recordSteps: async (steps) => {
      for (const step of steps) assertStorable(step.name);
      const earlier = new Map<number, Json>();
      for (const [index, step] of steps.entries()) {
        const stored = recordStep(tables, step, clock.now());
        if (stored !== undefined) earlier.set(index, stored);
      }
      return earlier;
    },
    commit: async (turns) => {
      for (const turn of turns) assertCommittable(turn);
      return turns.map((turn) => commitTurn(tables, turn, clock.now()));
    },
    commitWithExtras: async (turn) => {
      assertCommittable(turn);
      return commitTurn(tables, turn, clock.now());
    },
    takeOver: async (conversationId, handoff) => {
      const row = tables.conversations.get(conversationId);
      if (row !== undefined) row.handoff = copyJson(handoff);
      return row !== undefined;
    },
    claimDeliveries: async (request) => claimDeliveries(tables, request, clock.now()),
    markSending: async (deliveries, leaseMs) => markSending(tables, deliveries, clock.now(), leaseMs),
    recordDeliveries: async (records) => recordDeliveries(tables, records, clock.now()),
    saveProgress: async (conversationId, seq, attempt, progress) => {
      const delivery = findDelivery(tables, conversationId, seq);
      if (delivery === undefined || delivery.attempt > attempt || delivery.nextAt === null) return false;
      delivery.progress = copyJson(progress);
      return true;
    },
    fireTimers: async (limit) => fireTimers(tables, limit, clock.now()),
    completeErasures: async (limit) => completeErasures(tables, limit, clock.now()),
    compact: async (options) => compactTables(tables, options, clock.now()),
    readMessages: async (request) => {
      const row = findConversation(tables, request);
      if (row === undefined) return null;
      const messages = messagesOf(row).filter((line) => seqOf(line) > request.afterSeq);
      return { head: headOf(tables, row), messages: messages.slice(0, request.limit) };
    },
    readHeld: async (conversationId, turnSeq, limit) => {
      const row = tables.conversations.get(conversationId);
      const before = row?.turns.filter((turn) => turn.seq < turnSeq) ?? [];
      const answered = before.findLastIndex((turn) => turn.outcome === 'answered');
      const turns = before.slice(answered + 1).filter((turn) => turn.outcome === 'held');
      const held = row?.updates.filter(({ seq }) =>
        turns.some(({ fromSeq, throughSeq }) => fromSeq <= seq && seq <= throughSeq),
      );
      return (held ?? []).slice(-limit).map((update) => toUpdate(conversationId, update));
    },
    readHeads: async (ids) =>
      ids.flatMap((id) => tables.conversations.get(id) ?? []).map((row) => headOf(tables, row)),
    query: async (statement) => {
      throw new InvariantError(
        'memory_query',
        `The memory store has no tables to read (${statement.name}): run this bot on Postgres.`,
      );
    },
  };
}

/** Returns the result that was stored already. */
function recordStep(
  tables: Tables,
  step: Parameters<EngineStore['recordSteps']>[0][number],
  now: number,
): Json | undefined {
  const row = tables.conversations.get(step.conversationId);
  const { turnSeq, throughSeq, name } = step;
  const isSame = (stored: ConversationRow['steps'][number]): boolean =>
    stored.turnSeq === turnSeq && stored.throughSeq === throughSeq && stored.name === name;
  const stored = row?.steps.find(isSame);
  if (stored !== undefined) return copyJson(stored.result);
  row?.steps.push({ turnSeq, throughSeq, name, result: copyJson(step.result), recordedAt: now });
  return undefined;
}

const headOf = (tables: Tables, row: ConversationRow): ConversationHead => ({
  conversationId: row.id,
  lastSeq: row.lastSeq,
  busy: row.leasedBy !== null,
  erasedSeq: Math.max(
    0,
    ...tables.erasures
      .filter(({ conversationId }) => conversationId === row.id)
      .map(({ throughSeq }) => throughSeq),
  ),
});

const seqOf = (line: LoggedMessage): number => (line.direction === 'in' ? line.update.seq : line.seq);

function messagesOf(row: ConversationRow): LoggedMessage[] {
  const incoming = row.updates.map(
    (update): LoggedMessage => ({ direction: 'in', update: toUpdate(row.id, update) }),
  );
  const outgoing = row.deliveries.flatMap((delivery): LoggedMessage[] => {
    const { payload, seq, turnSeq } = delivery;
    if (delivery.lane !== 'message' || delivery.status !== 'sent' || payload.kind !== 'message') return [];
    const at = delivery.closedAt ?? delivery.createdAt;
    return [{ direction: 'out', seq, at, turnSeq, message: copyJson(payload.message) }];
  });
  return [...incoming, ...outgoing].sort((left, right) => seqOf(left) - seqOf(right));
}
