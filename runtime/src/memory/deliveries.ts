import type { ClaimedDelivery, DeliveryRecord, EngineStore } from '../contracts/store.ts';
import { assertStorable, type ConversationRow, copyJson, type DeliveryRow, type Tables } from './tables.ts';

const isHead = (row: ConversationRow, delivery: DeliveryRow): boolean =>
  !row.deliveries.some(
    (earlier) => earlier.lane === delivery.lane && earlier.nextAt !== null && earlier.seq < delivery.seq,
  );

/** Takes due Deliveries that are first in their lane, marking them as started. */
export function claimDeliveries(
  tables: Tables,
  request: Parameters<EngineStore['claimDeliveries']>[0],
  now: number,
): ClaimedDelivery[] {
  return [...tables.conversations.values()]
    .filter((row) => request.bots.includes(row.bot))
    .flatMap((row) => row.deliveries.map((delivery) => ({ row, delivery })))
    .filter(({ row, delivery }) => (delivery.nextAt ?? Infinity) <= now && isHead(row, delivery))
    .sort((left, right) => (left.delivery.nextAt ?? 0) - (right.delivery.nextAt ?? 0))
    .slice(0, request.limit)
    .map(({ row, delivery }) => {
      const interrupted = delivery.status === 'sending';
      delivery.status = 'sending';
      delivery.attempt += 1;
      delivery.nextAt = now + request.leaseMs;
      return toClaimed(row, delivery, interrupted);
    });
}

function toClaimed(row: ConversationRow, delivery: DeliveryRow, interrupted: boolean): ClaimedDelivery {
  return {
    conversationId: row.id,
    seq: delivery.seq,
    bot: row.bot,
    channel: row.channel,
    conversation: row.externalId,
    lane: delivery.lane,
    idempotencyKey: delivery.idempotencyKey,
    payload: copyJson(delivery.payload),
    attempt: delivery.attempt,
    interrupted,
    unknownCount: delivery.unknownCount,
    progress: copyJson(delivery.progress),
    requestId: delivery.requestId,
  };
}

export function findDelivery(tables: Tables, conversationId: string, seq: number): DeliveryRow | undefined {
  return tables.conversations.get(conversationId)?.deliveries.find((delivery) => delivery.seq === seq);
}

/** Marks first Attempts as started; returns `conversation.seq` of those marked. */
export function markSending(
  tables: Tables,
  deliveries: readonly { readonly conversationId: string; readonly seq: number }[],
  now: number,
  leaseMs: number,
): ReadonlySet<string> {
  const marked = new Set<string>();
  for (const { conversationId, seq } of deliveries) {
    const delivery = findDelivery(tables, conversationId, seq);
    if (delivery?.status !== 'pending' || delivery.attempt !== 0 || (delivery.nextAt ?? 0) <= now) continue;
    delivery.status = 'sending';
    delivery.attempt = 1;
    delivery.nextAt = now + leaseMs;
    marked.add(`${conversationId}.${seq}`);
  }
  return marked;
}

/** Records what Attempts came to; rows taken over by a later Attempt are left alone. */
export function recordDeliveries(tables: Tables, records: readonly DeliveryRecord[], now: number): void {
  for (const record of records) assertStorable(record.error, record.cancelLane);
  for (const record of records) recordOne(tables, record, now);
}

function recordOne(tables: Tables, record: DeliveryRecord, now: number): void {
  const row = tables.conversations.get(record.conversationId);
  const delivery = findDelivery(tables, record.conversationId, record.seq);
  if (row === undefined || delivery === undefined) return;
  if (delivery.nextAt === null || delivery.attempt > record.attempt) return;
  const open = record.status === 'pending';
  delivery.status = record.status;
  delivery.attempt = record.attempt;
  delivery.nextAt = open ? now + (record.retryInMs ?? 0) : null;
  delivery.receipt = copyJson(record.receipt) ?? delivery.receipt;
  delivery.lastError = record.error;
  delivery.unknownCount += record.wasUnknown ? 1 : 0;
  delivery.closedAt = open ? null : now;
  if (record.deadLetter !== null) {
    tables.deadLetters.push({
      kind: record.deadLetter.kind,
      bot: record.deadLetter.bot,
      conversationId: row.id,
      fromSeq: record.seq,
      throughSeq: record.seq,
      reason: record.error ?? 'no reason given',
    });
  }
  settleFollowers(row, delivery, record, now);
}

/** A retry holds what stands behind it in the lane; a person who cannot be reached empties the lane. */
function settleFollowers(
  row: ConversationRow,
  { lane, seq, nextAt }: DeliveryRow,
  record: DeliveryRecord,
  now: number,
): void {
  const cancelled = record.cancelLane === lane;
  if (record.status !== 'pending' && !cancelled) return;
  for (const follower of row.deliveries) {
    if (follower.lane !== lane || follower.seq <= seq || follower.nextAt === null) continue;
    if (cancelled) {
      follower.nextAt = null;
      follower.status = 'cancelled';
      follower.lastError = record.error;
      follower.closedAt = now;
    } else {
      follower.nextAt = Math.max(follower.nextAt, nextAt ?? 0);
    }
  }
}
