import { type AcceptItem, charactersOf } from '../../contracts/store.ts';
import { inLockOrder } from './lock-order.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// The common batch, one Update a Conversation and none stored before, without the machinery of the general
// statement: half its work. What it leaves out (already stored, Conversation gone) is missing from its answer;
// an Update stored by another process at this very moment fails it on the unique key. Both go the general way.
// The update itself takes the locks, and numbers a row that it had to wait for by what it finds then.
const text = `
with accepted as (
  update conversations c set
    last_seq = c.last_seq + 1,
    waiting_seq = c.last_seq + 1,
    waiting_since = coalesce(c.waiting_since, now()),
    waiting_count = c.waiting_count + 1,
    waiting_chars = c.waiting_chars + i.chars,
    ready_at = burst_deadline(c.ready_at, c.waiting_since, i.flush
      or c.waiting_count + 1 >= i.maximum_parts
      or c.waiting_chars + i.chars >= i.maximum_chars, i.quiet_ms, i.cap_ms),
    due_at = case
      when c.leased_by is not null then c.due_at
      else greatest(
        case when c.attempt > 0 then c.due_at end,
        burst_deadline(c.ready_at, c.waiting_since, i.flush
          or c.waiting_count + 1 >= i.maximum_parts
          or c.waiting_chars + i.chars >= i.maximum_chars, i.quiet_ms, i.cap_ms))
      end
  from (
    select * from unnest(
      $1::bigint[], $2::text[], $3::json[], $4::json[], $5::text[],
      $6::int[], $7::int[], $8::boolean[], $9::int[], $10::int[], $11::int[]
    ) as i(
      conversation_id, external_id, content, raw, request_id,
      quiet_ms, cap_ms, flush, maximum_parts, chars, maximum_chars)
    limit $12
  ) i
  where c.id = i.conversation_id
    and not exists (
      select 1 from updates u where u.conversation_id = i.conversation_id and u.external_id = i.external_id)
    and (c.erased_at is null or not exists (
      select 1 from erased_updates e where e.key = erased_key(c.bot, c.channel, c.external_id, i.external_id)))
  returning c.id, c.last_seq as seq, c.leased_by, c.due_at,
    i.external_id, i.content, i.raw, i.request_id
), inserted as (
  insert into updates (conversation_id, seq, external_id, content, raw, request_id)
  select id, seq, external_id, content, raw, request_id from accepted
)
select id::text as conversation_id, seq::float8 as seq,
  case when leased_by is null then extract(epoch from due_at - now())::float8 * 1000 end as due_in_ms
from accepted`;

export interface FreshRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly due_in_ms: number | null;
}

/** Stores Updates of different Conversations; answers for those that were new, in no order. */
export function acceptFreshUpdates(
  run: RunStatement,
  client: SqlClient,
  items: readonly (AcceptItem & { readonly conversationId: string })[],
): Promise<readonly FreshRow[]> {
  const rows = inLockOrder(items, (item) => item);
  return run<FreshRow>(client, 'accept_fresh_updates', text, [
    rows.map((item) => item.conversationId),
    rows.map((item) => item.update.externalId),
    rows.map((item) => JSON.stringify(item.update.content)),
    rows.map((item) => toJsonParameter(item.update.raw)),
    rows.map((item) => item.update.requestId),
    rows.map((item) => item.rule.quietMs),
    rows.map((item) => item.rule.capMs),
    rows.map((item) => item.rule.flush),
    rows.map((item) => item.rule.maximumParts),
    rows.map(charactersOf),
    rows.map((item) => item.rule.maximumCharacters),
    rows.length,
  ]);
}
