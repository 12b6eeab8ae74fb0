import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Statement } from '../contracts/bot.ts';
import type {
  AcceptItem,
  Claim,
  ClaimedDelivery,
  CommitResult,
  DeliveryRecord,
  EngineStore,
  LoggedMessage,
  TurnCommit,
} from '../contracts/store.ts';
import type { IncomingUpdate } from '../contracts/update.ts';
import { reachFaultPoint } from '../core/fault-points.ts';
import { createAcceptBatch } from './accept-batch.ts';
import { applyWrites, WriteConflict } from './apply-writes.ts';
import { withTransaction } from './pool.ts';
import { applyExtras } from './statements/apply-extras.ts';
import { claimConversations } from './statements/claim-conversations.ts';
import { claimDeliveries, type DeliveryRow } from './statements/claim-deliveries.ts';
import { type CommittedRow, commitTurns } from './statements/commit-turns.ts';
import { createCompaction } from './statements/compact-rows.ts';
import { completeErasures, forgetErasures } from './statements/complete-erasures.ts';
import { type TimerRow, takeDueTimers } from './statements/due-timers.ts';
import { endAttempt } from './statements/end-attempt.ts';
import { extendBurst } from './statements/extend-burst.ts';
import { extendLeases } from './statements/extend-leases.ts';
import { hasUpdate } from './statements/has-update.ts';
import { insertMissingSteps, insertSteps } from './statements/insert-steps.ts';
import { markSending } from './statements/mark-sending.ts';
import { readHeld } from './statements/read-held.ts';
import { findHead, type MessageRow, readHeads, readMessages } from './statements/read-messages.ts';
import { recordDeliveries } from './statements/record-deliveries.ts';
import { isPlainlySent, recordSent } from './statements/record-sent.ts';
import { releaseUnheld } from './statements/release-unheld.ts';
import { saveProgress } from './statements/save-progress.ts';
import { againAfterDeadlock, runNamed, runUnnamed } from './statements/sql-client.ts';
import { takeOver } from './statements/take-over.ts';
import { toClaim, toUpdate } from './to-claim.ts';
import { isUniqueViolation, translateError } from './translate-error.ts';

/** Hashes of erased Updates that one statement forgets. */
const forgottenAtOnce = 5_000;

export interface PostgresStoreOptions {
  readonly pool: pg.Pool;
  /** Behind a transaction-mode pooler: no named statements. Default false. */
  readonly poolerMode?: boolean;
  /** Time a committing worker has to send its own Deliveries before the sweep takes them, ms. Default 30,000. */
  readonly ownDeliveryMs?: number;
  /** Time an erasure waits at least, so that the person's own page can show the last reply, ms. Default 60,000. */
  readonly erasureGraceMs?: number;
}

/** The engine's store on Postgres, embedded or a server. */
export function createPostgresStore(options: PostgresStoreOptions): EngineStore {
  const { pool, poolerMode = false, ownDeliveryMs = 30_000, erasureGraceMs = 60_000 } = options;
  const run = againAfterDeadlock(poolerMode ? runUnnamed : runNamed, pool);
  const { accept, acceptOffered } = createAcceptBatch(pool, run);
  const compact = createCompaction(run, pool);

  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw translateError(error);
    }
  };

  const endLease = (request: Parameters<typeof endAttempt>[2]): Promise<void> =>
    guarded(async () => {
      reachFaultPoint('attempt-before-commit');
      await endAttempt(run, pool, request);
      reachFaultPoint('attempt-after-commit');
    });

  const toResult = (turn: TurnCommit, row: CommittedRow | undefined): CommitResult => {
    if (row === undefined && turn.onlyIfNewest) return { status: 'newer' };
    if (row === undefined || row.base_seq === null) return { status: 'lost' };
    return {
      status: 'committed',
      firstDeliverySeq: row.base_seq + 1,
      lanesWithOpen: row.open_lanes ?? [],
      dueInMs: row.due_in_ms,
    };
  };

  return {
    accept: (items, offer) => guarded(() => acceptOffered(items, offer)),

    hasUpdate: (update) => guarded(() => hasUpdate(run, pool, update)),

    claim: (request) =>
      guarded(async () => {
        reachFaultPoint('claim-before-commit');
        const rows = await claimConversations(run, pool, request);
        reachFaultPoint('claim-after-commit');
        return rows.map(toClaim);
      }),

    extendLeases: (worker, leases, leaseMs) =>
      guarded(async () => {
        reachFaultPoint('lease-before-commit');
        const kept = await extendLeases(run, pool, worker, leases, leaseMs);
        reachFaultPoint('lease-after-commit');
        return kept;
      }),

    extendBurst: (claim, worker, throughSeq, limit) =>
      guarded(async () => {
        const { conversationId } = claim;
        const rows = await withTransaction(pool, async (client) => {
          const found = await extendBurst(run, client, { claim, worker, throughSeq, limit });
          reachFaultPoint('burst-before-commit');
          return found;
        });
        reachFaultPoint('burst-after-commit');
        return rows === null ? null : rows.map((row) => toUpdate(conversationId, row));
      }),

    releaseUnheld: (worker, holds) => guarded(() => releaseUnheld(run, pool, worker, holds)),

    release: (claim, worker) =>
      endLease({ ...leaseOf(claim), worker, spent: false, error: null, retryInMs: 0 }),

    failAttempt: (claim, worker, error, retryInMs) =>
      endLease({ ...leaseOf(claim), worker, spent: true, error, retryInMs }),

    recordSteps: (steps) =>
      guarded(async () => {
        reachFaultPoint('step-before-commit');
        const earlier = await insertSteps(run, pool, steps).catch((error: unknown) => {
          if (!isUniqueViolation(error)) throw error;
          return insertMissingSteps(run, pool, steps);
        });
        reachFaultPoint('step-after-commit');
        return earlier;
      }),

    commit: (turns) =>
      guarded(async () => {
        if (turns.length === 0) return [];
        reachFaultPoint('turn-before-commit');
        const rows = await commitTurns(run, pool, turns[0]?.worker ?? '', turns, ownDeliveryMs);
        reachFaultPoint('turn-after-commit');
        const byId = new Map(rows.map((row) => [row.id, row]));
        return turns.map((turn) => toResult(turn, byId.get(turn.claim.conversationId)));
      }),

    commitWithExtras: (turn) =>
      guarded(async () => {
        try {
          const result = await withTransaction(pool, (client) => commitOne(client, turn));
          reachFaultPoint('extras-after-commit');
          return result;
        } catch (error) {
          if (error instanceof WriteConflict) return { status: 'conflict', statement: error.statement };
          throw error;
        }
      }),

    takeOver: (conversationId, handoff) => guarded(() => takeOver(run, pool, conversationId, handoff)),

    claimDeliveries: (request) =>
      guarded(async () => {
        reachFaultPoint('sweep-before-commit');
        const rows = await claimDeliveries(run, pool, request);
        if (rows.length > 0) reachFaultPoint('sweep-after-commit');
        return rows.map(toClaimedDelivery);
      }),

    markSending: (deliveries, leaseMs) =>
      guarded(async () => {
        reachFaultPoint('mark-before-commit');
        const marked = await markSending(run, pool, deliveries, leaseMs);
        reachFaultPoint('mark-after-commit');
        return marked;
      }),

    recordDeliveries: (records: readonly DeliveryRecord[]) =>
      guarded(async () => {
        reachFaultPoint('record-before-commit');
        const record = records.every(isPlainlySent) ? recordSent : recordDeliveries;
        await record(run, pool, records);
        reachFaultPoint('record-after-commit');
      }),

    saveProgress: (conversationId, seq, attempt, progress) =>
      guarded(async () => {
        reachFaultPoint('progress-before-commit');
        const kept = await saveProgress(run, pool, conversationId, seq, attempt, progress);
        reachFaultPoint('progress-after-commit');
        return kept;
      }),

    fireTimers: (limit) =>
      guarded(async () => {
        const timers = await withTransaction(pool, async (client) => {
          const due = await takeDueTimers(run, client, limit);
          if (due.length > 0) await accept(client, due.map(toTimerItem));
          if (due.length > 0) reachFaultPoint('timer-before-commit');
          return due;
        });
        if (timers.length > 0) reachFaultPoint('timer-after-commit');
        return {
          fired: timers.length,
          oldestLateMs: timers.reduce((oldest, timer) => Math.max(oldest, timer.late_ms), 0),
        };
      }),

    completeErasures: (limit) =>
      guarded(async () => {
        reachFaultPoint('erasure-before-commit');
        const completed = await completeErasures(run, pool, limit, erasureGraceMs);
        reachFaultPoint('erasure-after-commit');
        await forgetErasures(run, pool, forgottenAtOnce, erasureGraceMs);
        return completed;
      }),

    compact: (request) =>
      guarded(async () => {
        reachFaultPoint('compact-before-commit');
        const counts = await compact(request);
        reachFaultPoint('compact-after-commit');
        return counts;
      }),

    readMessages: ({ bot, channel, conversation, afterSeq, limit }) =>
      guarded(async () => {
        const head = await findHead(run, pool, bot, channel, conversation);
        if (head === null) return null;
        const rows = await readMessages(run, pool, head.conversationId, afterSeq, limit);
        return { head, messages: rows.map((row) => toLoggedMessage(head.conversationId, row)) };
      }),

    readHeld: (conversationId, turnSeq, limit) =>
      guarded(async () => {
        const rows = await readHeld(run, pool, conversationId, turnSeq, limit);
        return rows.map((row) => toUpdate(conversationId, row));
      }),

    readHeads: (ids) => guarded(() => readHeads(run, pool, ids)),

    query: <Row>(statement: Statement) =>
      guarded(() => run<Row>(pool, statement.name, statement.sql, statement.values)),
  };

  async function commitOne(client: pg.PoolClient, turn: TurnCommit): Promise<CommitResult> {
    const rows = await commitTurns(run, client, turn.worker, [turn], ownDeliveryMs);
    const result = toResult(turn, rows[0]);
    if (result.status !== 'committed' || turn.extras === null) return result;
    await applyExtras(run, client, turn, turn.extras);
    await applyWrites(client, turn.extras.writes);
    reachFaultPoint('extras-before-commit');
    return result;
  }
}

const leaseOf = (claim: Claim): { conversationId: string; epoch: number } => ({
  conversationId: claim.conversationId,
  epoch: claim.epoch,
});

function toClaimedDelivery(row: DeliveryRow): ClaimedDelivery {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    bot: row.bot,
    channel: row.channel,
    conversation: row.external_id,
    lane: row.lane,
    idempotencyKey: row.idempotency_key,
    payload: row.payload,
    attempt: row.attempt,
    interrupted: row.interrupted,
    unknownCount: row.unknown_count,
    progress: row.progress,
    requestId: row.request_id,
  };
}

function toTimerItem(timer: TimerRow): AcceptItem {
  const update: IncomingUpdate = {
    bot: timer.bot,
    channel: timer.channel,
    conversation: timer.external_id,
    // Taking the timer away is what makes it fire once. The name differs every time, so that a timer set again
    // for the same moment is no redelivery.
    externalId: `timer:${timer.key}:${timer.due_ms}:${randomUUID().slice(0, 8)}`,
    content: { kind: 'timer', timer: timer.key, payload: timer.payload },
    requestId: timer.request_id,
  };
  const rule = { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1, flush: true };
  return { update, rule };
}

function toLoggedMessage(conversationId: string, row: MessageRow): LoggedMessage {
  if (row.direction === 'out') {
    return {
      direction: 'out',
      seq: row.seq,
      at: row.at,
      turnSeq: row.turn_seq,
      message: row.body.message,
    };
  }
  const { seq, body, external_id, request_id, at } = row;
  return {
    direction: 'in',
    update: toUpdate(conversationId, {
      seq,
      content: body,
      externalId: external_id,
      requestId: request_id,
      receivedAt: at,
    }),
  };
}
