import type { Claim } from '../contracts/store.ts';
import type { Update } from '../contracts/update.ts';
import { updateId } from '../core/ids.ts';
import type { ClaimRow, UpdateRow } from './statements/claim-conversations.ts';

/** An Update as stages see it. */
export function toUpdate(conversationId: string, row: UpdateRow): Update {
  return {
    id: updateId(conversationId, row.seq),
    seq: row.seq,
    externalId: row.externalId,
    receivedAt: row.receivedAt,
    requestId: row.requestId,
    ...row.content,
  };
}

/** A claimed row as stages see it. */
export function toClaim(row: ClaimRow): Claim {
  return {
    conversationId: row.id,
    bot: row.bot,
    channel: row.channel,
    conversation: row.external_id,
    epoch: row.epoch,
    attempt: row.attempt,
    lastError: row.last_error,
    turnSeq: row.turn_seq + 1,
    doneSeq: row.done_seq,
    handoff: row.handoff,
    state: row.state,
    updates: (row.updates ?? []).map((update) => toUpdate(row.id, update)),
    steps: row.steps ?? [],
    claimedAt: row.claimed_at,
  };
}
