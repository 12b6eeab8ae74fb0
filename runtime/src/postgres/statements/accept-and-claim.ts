import type { Json } from '../../contracts/json.ts';
import type { AcceptItem, ClaimOffer, Handoff } from '../../contracts/store.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// An Update whose Burst ends with it, in a Conversation in which nothing waits or runs: stored and leased in
// one commit. It does to the row what accept and claim do one after the other; the columns of the gathering
// Burst stay empty. Whatever does not qualify is missing from the answer and goes the way of two commits.
// A Turn committed between this statement's snapshot and its lock shows in the locked row but not in the
// snapshot: such a row is `stale`, and its state is read again.
const text = `
with woken as materialized (
  select i.*, c.last_seq + 1 as seq, c.turn_seq, c.erased_at, c.bot, c.channel, c.external_id as thread
  from unnest($1::bigint[], $2::text[], $3::json[], $4::json[], $5::text[])
    as i(conversation_id, external_id, content, raw, request_id)
  join conversations c on c.id = i.conversation_id
  where c.due_at is null and c.leased_by is null and c.waiting_seq <= c.done_seq
  order by c.id for no key update of c
), fresh as materialized (
  select w.*, t.state, w.turn_seq > 0 and t.seq is null as stale
  from woken w left join turns t on t.conversation_id = w.conversation_id and t.seq = w.turn_seq
  where not exists (
    select 1 from updates u where u.conversation_id = w.conversation_id and u.external_id = w.external_id)
    and (w.erased_at is null or not exists (
      select 1 from erased_updates e where e.key = erased_key(w.bot, w.channel, w.thread, w.external_id)))
), inserted as (
  insert into updates (conversation_id, seq, external_id, content, raw, request_id)
  select conversation_id, seq, external_id, content, raw, request_id from fresh
)
update conversations c set
  last_seq = f.seq, waiting_seq = f.seq,
  leased_by = $6, due_at = now() + $7 * interval '1 ms', epoch = c.epoch + 1, attempt = c.attempt + 1
from fresh f where c.id = f.conversation_id
returning c.id::text as id, f.seq::float8 as seq, c.epoch::float8 as epoch, c.attempt,
  c.turn_seq::float8 as turn_seq, c.done_seq::float8 as done_seq, c.handoff, f.state, f.stale,
  extract(epoch from now())::float8 * 1000 as claimed_at`;

/** An Update stored and leased; `claimed_at` is also the time it was received. */
export interface WokenRow {
  readonly id: string;
  readonly seq: number;
  readonly epoch: number;
  readonly attempt: number;
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
  return run<WokenRow>(client, 'accept_and_claim', text, [
    items.map((item) => item.conversationId),
    items.map((item) => item.update.externalId),
    items.map((item) => JSON.stringify(item.update.content)),
    items.map((item) => toJsonParameter(item.update.raw)),
    items.map((item) => item.update.requestId),
    offer.worker,
    offer.leaseMs,
  ]);
}
