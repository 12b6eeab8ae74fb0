import type { Claim, EngineStore, LeaseKey } from '../contracts/store.ts';
import type { Update } from '../contracts/update.ts';
import { updateId } from '../core/ids.ts';
import { assertStorable, type ConversationRow, copyJson, type Tables, type UpdateRow } from './tables.ts';

export function toUpdate(conversationId: string, row: UpdateRow): Update {
  return {
    ...copyJson(row.content),
    id: updateId(conversationId, row.seq),
    seq: row.seq,
    externalId: row.externalId,
    receivedAt: row.receivedAt,
    requestId: row.requestId,
  };
}

const resetBurst = (row: ConversationRow): void => {
  row.readyAt = null;
  row.waitingSince = null;
  row.waitingCount = 0;
  row.waitingChars = 0;
};

/** The Conversation, if the Lease still holds. */
export function findLeased(
  tables: Tables,
  { conversationId, epoch }: LeaseKey,
  worker: string,
): ConversationRow | undefined {
  const row = tables.conversations.get(conversationId);
  return row !== undefined && row.leasedBy === worker && row.epoch === epoch ? row : undefined;
}

type ClaimRequest = Parameters<EngineStore['claim']>[0];

/** Takes Leases on due Conversations, oldest due first. */
export function claimConversations(tables: Tables, request: ClaimRequest, now: number): Claim[] {
  return [...tables.conversations.values()]
    .filter((row) => row.dueAt !== null && row.dueAt <= now && request.bots.includes(row.bot))
    .sort((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))
    .slice(0, request.limit)
    .map((row) => claimOne(row, request, now));
}

/** Takes one Lease. */
export function claimOne(
  row: ConversationRow,
  request: Pick<ClaimRequest, 'worker' | 'leaseMs' | 'maximumUpdates'>,
  now: number,
): Claim {
  row.leasedBy = request.worker;
  row.dueAt = now + request.leaseMs;
  row.epoch += 1;
  row.attempt += 1;
  resetBurst(row);
  const turnSeq = row.turnSeq + 1;
  return {
    conversationId: row.id,
    bot: row.bot,
    channel: row.channel,
    conversation: row.externalId,
    epoch: row.epoch,
    attempt: row.attempt,
    lastError: row.lastError,
    turnSeq,
    doneSeq: row.doneSeq,
    handoff: copyJson(row.handoff),
    state: copyJson(row.turns.find((turn) => turn.seq === row.turnSeq)?.state ?? null),
    updates: waiting(row, row.doneSeq, request.maximumUpdates),
    steps: row.steps
      .filter((step) => step.turnSeq === turnSeq)
      .map(({ name, throughSeq, result }) => ({ name, throughSeq, result: copyJson(result) })),
    claimedAt: now,
  };
}

function waiting(row: ConversationRow, afterSeq: number, limit: number): Update[] {
  return row.updates
    .filter((update) => update.seq > afterSeq)
    .slice(0, limit)
    .map((update) => toUpdate(row.id, update));
}

/** Moves the end of the Leases still held and names them. */
export function extendLeases(
  tables: Tables,
  worker: string,
  leases: readonly LeaseKey[],
  until: number,
): ReadonlySet<string> {
  const held = leases.flatMap((lease) => findLeased(tables, lease, worker) ?? []);
  for (const row of held) row.dueAt = until;
  return new Set(held.map((row) => row.id));
}

/** The Conversation, if the Lease still holds and no person has taken it, or given it back, since the claim. */
export function findClaimed(tables: Tables, claim: Claim, worker: string): ConversationRow | undefined {
  const row = findLeased(tables, claim, worker);
  const isSame = row !== undefined && (row.handoff === null) === (claim.handoff === null);
  return isSame ? row : undefined;
}

/** Takes the Updates after `throughSeq` into a running Turn; null when its claim no longer holds. */
export function extendBurst(
  tables: Tables,
  claim: Claim,
  worker: string,
  throughSeq: number,
  limit: number,
): readonly Update[] | null {
  const row = findClaimed(tables, claim, worker);
  if (row === undefined) return null;
  resetBurst(row);
  return waiting(row, throughSeq, limit);
}

/** Ends a Lease without a commit. `error` is null when the Attempt is given back unspent. */
export function endAttempt(
  tables: Tables,
  lease: LeaseKey,
  worker: string,
  error: string | null,
  dueAt: number,
): void {
  assertStorable(error);
  const row = findLeased(tables, lease, worker);
  if (row === undefined) return;
  row.leasedBy = null;
  row.attempt -= error === null ? 1 : 0;
  row.lastError = error ?? row.lastError;
  row.dueAt = row.waitingSeq > row.doneSeq ? dueAt : null;
}

/** Gives back, unspent, the Leases of `worker` on other Conversations than `holds`. */
export function releaseUnheld(tables: Tables, worker: string, holds: readonly string[], now: number): number {
  const lost = [...tables.conversations.values()].filter(
    (row) => row.leasedBy === worker && !holds.includes(row.id),
  );
  for (const row of lost) {
    endAttempt(tables, { conversationId: row.id, epoch: row.epoch }, worker, null, now);
  }
  return lost.length;
}
