import type { CommitResult, TurnCommit, TurnExtras } from '../contracts/store.ts';
import { toPartText } from '../contracts/turn-limits.ts';
import { findClaimed } from './leases.ts';
import { assertStorable, type ConversationRow, copyJson, type Tables } from './tables.ts';
import { rememberErased } from './upkeep.ts';

/** Time a committing worker has to send its own Deliveries before the sweep takes them, ms. */
const ownDeliveryMs = 30_000;

/** Refuses a Turn whose texts a database would refuse, or a part of which is too large. */
export function assertCommittable(turn: TurnCommit): void {
  assertStorable(turn.requestId, turn.outcome, turn.deadReason);
  toPartText('journal', turn.journal);
  for (const { lane, idempotencyKey, payload } of turn.deliveries) {
    assertStorable(lane, idempotencyKey);
    toPartText(lane, payload);
  }
  for (const { key, payload } of turn.extras?.timers ?? []) {
    assertStorable(key);
    toPartText(`timer:${key}`, payload);
  }
}

/** Commits one Turn under its fence, with its extras if it has any. */
export function commitTurn(tables: Tables, turn: TurnCommit, now: number): CommitResult {
  const row = findClaimed(tables, turn.claim, turn.worker);
  if (row === undefined) return { status: 'lost' };
  if (turn.onlyIfNewest && row.waitingSeq > turn.throughSeq) return { status: 'newer' };
  // Without tables of the bot every write counts as one row.
  const conflict = turn.extras?.writes.find((write) => (write.expectedRows ?? 1) !== 1);
  if (conflict !== undefined) return { status: 'conflict', statement: conflict.name };

  const lanesWithOpen = openLanes(row, turn);
  row.leasedBy = null;
  row.attempt = 0;
  row.lastError = null;
  row.doneSeq = turn.throughSeq;
  row.turnSeq = turn.claim.turnSeq;
  row.dueAt = row.waitingSeq > turn.throughSeq ? (row.readyAt ?? now) : null;
  row.turns.push({
    seq: turn.claim.turnSeq,
    fromSeq: turn.fromSeq,
    throughSeq: turn.throughSeq,
    outcome: turn.outcome,
    state: copyJson(turn.state),
    journal: copyJson(turn.journal),
    committedAt: now,
  });
  const firstDeliverySeq = row.lastSeq + 1;
  addDeliveries(row, turn, lanesWithOpen, now);
  if (turn.outcome === 'dead') bury(tables, row, turn);
  if (turn.extras !== null) applyExtras(tables, row, turn, turn.extras, now);
  return {
    status: 'committed',
    firstDeliverySeq,
    lanesWithOpen,
    dueInMs: row.dueAt === null ? null : row.dueAt - now,
  };
}

function openLanes(row: ConversationRow, turn: TurnCommit): readonly string[] {
  const lanes = new Set(turn.deliveries.filter((delivery) => !delivery.stored).map(({ lane }) => lane));
  return [...lanes].filter((lane) =>
    row.deliveries.some((delivery) => delivery.lane === lane && delivery.nextAt !== null),
  );
}

function addDeliveries(
  row: ConversationRow,
  turn: TurnCommit,
  lanesWithOpen: readonly string[],
  now: number,
): void {
  for (const { lane, idempotencyKey, payload, stored } of turn.deliveries) {
    row.lastSeq += 1;
    const waitsForOwner = lanesWithOpen.includes(lane) ? now : now + ownDeliveryMs;
    row.deliveries.push({
      seq: row.lastSeq,
      turnSeq: turn.claim.turnSeq,
      lane,
      idempotencyKey,
      payload: copyJson(payload),
      status: stored ? 'sent' : 'pending',
      nextAt: stored ? null : waitsForOwner,
      closedAt: stored ? now : null,
      ...{ attempt: 0, unknownCount: 0, progress: null, receipt: null, lastError: null },
      requestId: turn.requestId,
      createdAt: now,
    });
  }
}

function bury(tables: Tables, row: ConversationRow, turn: TurnCommit): void {
  tables.deadLetters.push({
    kind: 'turn',
    bot: row.bot,
    conversationId: row.id,
    fromSeq: turn.fromSeq,
    throughSeq: turn.throughSeq,
    reason: turn.deadReason ?? '',
  });
}

function applyExtras(
  tables: Tables,
  row: ConversationRow,
  turn: TurnCommit,
  extras: TurnExtras,
  now: number,
): void {
  if (extras.erase) eraseBefore(tables, row, turn, now);
  for (const key of extras.cancelledTimers) row.timers.delete(key);
  for (const { key, at, payload } of extras.timers) {
    row.timers.set(key, { key, dueAt: at, payload: copyJson(payload), requestId: turn.requestId });
  }
  if (extras.handoff !== null) row.handoff = extras.handoff === 'released' ? null : copyJson(extras.handoff);
  tables.writes.push(...extras.writes);
}

/** Everything before this Turn goes now; the ledger names what goes when its replies have left. */
function eraseBefore(tables: Tables, row: ConversationRow, turn: TurnCommit, now: number): void {
  tables.erasures.push({
    conversationId: row.id,
    throughSeq: row.lastSeq,
    requestedAt: now,
    completedAt: null,
  });
  rememberErased(
    tables,
    row,
    row.updates.filter((update) => update.seq < turn.fromSeq),
    now,
  );
  row.updates = row.updates.filter((update) => update.seq >= turn.fromSeq);
  row.turns = row.turns.filter((kept) => kept.seq >= turn.claim.turnSeq);
  row.steps = [];
  row.deliveries = row.deliveries.filter(
    (delivery) => delivery.turnSeq >= turn.claim.turnSeq || mayBeOnItsWay(delivery, now),
  );
  row.timers.clear();
  tables.deadLetters = tables.deadLetters.filter((letter) => letter.conversationId !== row.id);
}

/** Some worker may be sending it at this moment: the last words of an erasure follow it. */
const mayBeOnItsWay = (
  { nextAt, status, attempt }: ConversationRow['deliveries'][number],
  now: number,
): boolean => nextAt !== null && (status === 'sending' || (attempt === 0 && nextAt > now));
