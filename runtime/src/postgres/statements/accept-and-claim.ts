import type { Json } from '../../contracts/json.ts';
import type { AcceptItem, ClaimOffer, Handoff } from '../../contracts/store.ts';
import { inLockOrder } from './lock-order.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// An Update whose Burst ends with it, in a Conversation in which nothing waits or runs: stored and leased in
// one commit. It does to the row what accept and claim do one after the other; the columns of the gathering
// Burst stay empty. Whatever does not qualify is missing from the answer and goes the way of two commits.
// The update itself takes the locks and asks the conditions again of a row that it had to wait for.
// A Turn committed between this statement's snapshot and its lock shows in the updated row but not in the
// snapshot: such a row is `stale`, and its state is read again.
const text = `
with woken as (
  update conversations c set
    last_seq = c.last_seq + 1, waiting_seq = c.last_seq + 1,
    leased_by = $6, due_at = now() + $7 * interval '1 ms', epoch = c.epoch + 1, attempt = c.attempt + 1
  from (
    select * from unnest($1::bigint[], $2::text[], $3::json[], $4::json[], $5::text[])
      as i(conversation_id, external_id, content, raw, request_id)
    limit $8
  ) i
  where c.id = i.conversation_id and c.due_at is null and c.leased_by is null and c.waiting_seq <= c.done_seq
    and not exists (
      select 1 from updates u where u.conversation_id = i.conversation_id and u.external_id = i.external_id)
    and (c.erased_at is null or not exists (
      select 1 from erased_updates e where e.key = erased_key(c.bot, c.channel, c.external_id, i.external_id)))
  returning c.id, c.last_seq as seq, c.epoch, c.attempt, c.last_error, c.turn_seq, c.done_seq, c.handoff,
    i.external_id, i.content, i.raw, i.request_id
), inserted as (
  insert into updates (conversation_id, seq, external_id, content, raw, request_id)
  select id, seq, external_id, content, raw, request_id from woken
)
select w.id::text as id, w.seq::float8 as seq, w.epoch::float8 as epoch, w.attempt, w.last_error,
  w.turn_seq::float8 as turn_seq, w.done_seq::float8 as done_seq, w.handoff, t.state,
  w.turn_seq > 0 and t.seq is null as stale, extract(epoch from now())::float8 * 1000 as claimed_at
from woken w left join turns t on t.conversation_id = w.id and t.seq = w.turn_seq`;

/** An Update stored and leased; `claimed_at` is also the time it was received. */
export interface WokenRow {
  readonly id: string;
  readonly seq: number;
  readonly epoch: number;
  readonly attempt: number;
  readonly last_error: string | null;
  readonly turn_seq: number;
  readonly done_seq: number;
  readonly handoff: Handoff | null;
  readonly state: Json | null;
  readonly stale: boolean;
  readonly claimed_at: number;
}

/**
 * Stores Updates of different Conversations and takes the Leases of those it wakes; answers for these only, in
 * no order. Fails on the unique key when one of the Updates is being stored elsewhere at this very moment.
 */
export function acceptAndClaim(
  run: RunStatement,
  client: SqlClient,
  items: readonly (AcceptItem & { readonly conversationId: string })[],
  offer: ClaimOffer,
): Promise<readonly WokenRow[]> {
  const rows = inLockOrder(items, (item) => item);
  return run<WokenRow>(client, 'accept_and_claim', text, [
    rows.map((item) => item.conversationId),
    rows.map((item) => item.update.externalId),
    rows.map((item) => JSON.stringify(item.update.content)),
    rows.map((item) => toJsonParameter(item.update.raw)),
    rows.map((item) => item.update.requestId),
    offer.worker,
    offer.leaseMs,
    rows.length,
  ]);
}
