import { randomUUID } from 'node:crypto';
import type { AcceptItem, EngineStore } from '../contracts/store.ts';
import { gatherUpdates } from './gather-updates.ts';
import {
  type ConversationRow,
  copyJson,
  type ErasureRow,
  type Tables,
  type TimerRow,
  type UpdateRow,
  updateName,
} from './tables.ts';

const erasureGraceMs = 60_000;
const erasurePatienceMs = 30 * 60_000;
const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;

/** Turns due timers into Updates, oldest first. */
export function fireTimers(
  tables: Tables,
  limit: number,
  now: number,
): { readonly fired: number; readonly oldestLateMs: number } {
  const due = [...tables.conversations.values()]
    .flatMap((row) => [...row.timers.values()].map((timer) => ({ row, timer })))
    .filter(({ timer }) => timer.dueAt <= now)
    .sort((left, right) => left.timer.dueAt - right.timer.dueAt)
    .slice(0, limit);
  for (const { row, timer } of due) row.timers.delete(timer.key);
  gatherUpdates(
    tables,
    due.map(({ row, timer }) => toTimerItem(row, timer)),
    now,
  );
  return {
    fired: due.length,
    oldestLateMs: due.reduce((oldest, { timer }) => Math.max(oldest, now - timer.dueAt), 0),
  };
}

function toTimerItem(row: ConversationRow, timer: TimerRow): AcceptItem {
  return {
    update: {
      bot: row.bot,
      channel: row.channel,
      conversation: row.externalId,
      externalId: `timer:${timer.key}:${timer.dueAt}:${randomUUID().slice(0, 8)}`,
      content: { kind: 'timer', timer: timer.key, payload: copyJson(timer.payload) },
      requestId: timer.requestId,
    },
    rule: { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1, flush: true },
  };
}

/** Completes erasures whose last replies have left. */
export function completeErasures(tables: Tables, limit: number, now: number): number {
  const ready = tables.erasures
    .filter((erasure) => isReady(tables.conversations.get(erasure.conversationId), erasure, now))
    .slice(0, limit);
  for (const erasure of ready) {
    erasure.completedAt = now;
    const row = tables.conversations.get(erasure.conversationId);
    if (row === undefined) continue;
    const isLast = isLastWord(row, erasure);
    if (isLast) tables.conversations.delete(row.id);
    tables.deadLetters = tables.deadLetters.filter(
      ({ conversationId, kind, fromSeq }) =>
        conversationId !== row.id || !(isLast || (kind !== 'turn' && fromSeq <= erasure.throughSeq)),
    );
    const through = Math.min(erasure.throughSeq, row.doneSeq);
    rememberErased(
      tables,
      row,
      row.updates.filter((update) => update.seq <= through),
      now,
    );
    row.updates = row.updates.filter((update) => update.seq > through);
    row.turns = row.turns.filter((turn) => turn.seq === row.turnSeq || turn.throughSeq > erasure.throughSeq);
    row.deliveries = row.deliveries.filter((delivery) => delivery.seq > erasure.throughSeq);
  }
  forgetErased(tables, now);
  return ready.length;
}

/** Keeps the names of Updates that were received within a day. */
export function rememberErased(
  tables: Tables,
  row: ConversationRow,
  updates: readonly UpdateRow[],
  now: number,
): void {
  for (const update of updates) {
    if (update.receivedAt > now - dayMs) tables.erasedUpdates.set(updateName(row, update), now);
  }
}

/** Forgets names after a day. */
function forgetErased(tables: Tables, now: number): void {
  for (const [name, erasedAt] of tables.erasedUpdates) {
    if (erasedAt < now - dayMs) tables.erasedUpdates.delete(name);
  }
}

function isReady(row: ConversationRow | undefined, erasure: ErasureRow, now: number): boolean {
  const age = now - erasure.requestedAt;
  if (erasure.completedAt !== null || age <= erasureGraceMs || row?.leasedBy != null) return false;
  const waits = row?.deliveries.some(
    (delivery) => delivery.seq <= erasure.throughSeq && delivery.nextAt !== null,
  );
  return waits !== true || age > erasurePatienceMs;
}

/** Nothing was said and no Turn has run since the erasure: the Conversation itself may go. */
const isLastWord = (row: ConversationRow, erasure: ErasureRow): boolean =>
  row.lastSeq === erasure.throughSeq &&
  row.waitingSeq <= row.doneSeq &&
  !row.turns.some((turn) => turn.committedAt > erasure.requestedAt);

/** Whether a DeadLetter, of a Turn or of a Delivery, names the Update or Delivery: it is kept for a retry. */
const isNamed = ({ deadLetters }: Tables, conversationId: string, seq: number, ofTurn: boolean): boolean =>
  deadLetters.some(
    (letter) =>
      letter.conversationId === conversationId &&
      (letter.kind === 'turn') === ofTurn &&
      letter.fromSeq <= seq &&
      seq <= letter.throughSeq,
  );

/** Deletes what is past retention and empties old states; returns rows by table. */
export function compactTables(
  tables: Tables,
  { retentionDays, stateHistoryHours, limit }: Parameters<EngineStore['compact']>[0],
  now: number,
): Readonly<Record<string, number>> {
  const counts = { steps: 0, deliveries: 0, updates: 0, turns: 0, dead_letters: 0, states: 0 };
  const old = now - retentionDays * dayMs;
  const prune = <Row>(table: keyof typeof counts, rows: Row[], isGone: (row: Row) => boolean): Row[] =>
    rows.filter((row) => {
      if (counts[table] >= limit || !isGone(row)) return true;
      counts[table] += 1;
      return false;
    });
  for (const row of tables.conversations.values()) {
    row.steps = prune('steps', row.steps, (step) => step.recordedAt < old && step.turnSeq <= row.turnSeq);
    row.deliveries = prune(
      'deliveries',
      row.deliveries,
      (delivery) =>
        delivery.createdAt < old && delivery.nextAt === null && !isNamed(tables, row.id, delivery.seq, false),
    );
    row.updates = prune(
      'updates',
      row.updates,
      (update) =>
        update.receivedAt < old && update.seq <= row.doneSeq && !isNamed(tables, row.id, update.seq, true),
    );
    row.turns = prune('turns', row.turns, (turn) => turn.committedAt < old && turn.seq < row.turnSeq);
    for (const turn of row.turns) {
      const next = row.turns.find(({ seq }) => seq === turn.seq + 1);
      const isOld = next !== undefined && next.committedAt < now - stateHistoryHours * hourMs;
      if (!isOld || turn.state === null || counts.states >= limit) continue;
      turn.state = null;
      counts.states += 1;
    }
  }
  return counts;
}
