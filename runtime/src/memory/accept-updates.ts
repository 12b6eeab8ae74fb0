import type { AcceptItem, AcceptResult, ClaimOffer } from '../contracts/store.ts';
import { gatherUpdates } from './gather-updates.ts';
import { claimOne } from './leases.ts';
import { findConversation, type Tables } from './tables.ts';

/** Stores Updates; with an offer, leases the idle Conversations that they wake at once. */
export function acceptUpdates(
  tables: Tables,
  items: readonly AcceptItem[],
  offer: ClaimOffer | undefined,
  now: number,
): readonly AcceptResult[] {
  const wereIdle = items.map(({ update }) => {
    const row = findConversation(tables, update);
    return row === undefined || (row.dueAt === null && row.leasedBy === null);
  });
  const results = gatherUpdates(tables, items, now);
  const ids = new Set(results.map((result) => result.conversationId));
  if (offer === undefined || ids.size < items.length) return results;
  let free = offer.limit;
  return results.map((result, index) => {
    const row = tables.conversations.get(result.conversationId);
    const wakes = wereIdle[index] === true && !result.duplicate && row?.dueAt !== null && free > 0;
    if (row === undefined || !wakes || (row.dueAt ?? 0) > now) return result;
    free -= 1;
    const claim = claimOne(row, { worker: offer.worker, leaseMs: offer.leaseMs, maximumUpdates: 1 }, now);
    return { ...result, dueInMs: null, claim };
  });
}
