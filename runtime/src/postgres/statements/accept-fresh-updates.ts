import { type AcceptItem, charactersOf } from '../../contracts/store.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// The common batch, one Update a Conversation and none stored before, without the machinery of the general
// statement: half its work. What it leaves out (already stored, Conversation gone) is missing from its answer;
// an Update stored by another process at this very moment fails it on the unique key. Both go the general way.
const text = `
with locked as materialized (
  select i.*, c.last_seq + 1 as seq, c.erased_at, c.bot, c.channel, c.external_id as thread
  from unnest(
    $1::bigint[], $2::text[], $3::json[], $4::json[], $5::text[],
    $6::int[], $7::int[], $8::boolean[], $9::int[], $10::int[], $11::int[]
  ) as i(
    conversation_id, external_id, content, raw, request_id,
    quiet_ms, cap_ms, flush, maximum_parts, chars, maximum_chars)
  join conversations c on c.id = i.conversation_id
  order by c.id for no key update of c
), fresh as materialized (
  select * from locked l where not exists (
    select 1 from updates u where u.conversation_id = l.conversation_id and u.external_id = l.external_id)
    and (l.erased_at is null or not exists (
      select 1 from erased_updates e where e.key = erased_key(l.bot, l.channel, l.thread, l.external_id)))
), inserted as (
  insert into updates (conversation_id, seq, external_id, content, raw, request_id)
  select conversation_id, seq, external_id, content, raw, request_id from fresh
)
update conversations c set
  last_seq = f.seq,
  waiting_seq = f.seq,
  waiting_since = coalesce(c.waiting_since, now()),
  waiting_count = c.waiting_count + 1,
  waiting_chars = c.waiting_chars + f.chars,
  ready_at = burst_deadline(c.ready_at, c.waiting_since, f.flush
    or c.waiting_count + 1 >= f.maximum_parts
    or c.waiting_chars + f.chars >= f.maximum_chars, f.quiet_ms, f.cap_ms),
  due_at = case
    when c.leased_by is not null then c.due_at
    else greatest(
      case when c.attempt > 0 then c.due_at end,
      burst_deadline(c.ready_at, c.waiting_since, f.flush
        or c.waiting_count + 1 >= f.maximum_parts
        or c.waiting_chars + f.chars >= f.maximum_chars, f.quiet_ms, f.cap_ms))
    end
from fresh f where c.id = f.conversation_id
returning c.id::text as conversation_id, f.seq::float8 as seq,
  case when c.leased_by is null then extract(epoch from c.due_at - now())::float8 * 1000 end as due_in_ms`;

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
  return run<FreshRow>(client, 'accept_fresh_updates', text, [
    items.map((item) => item.conversationId),
    items.map((item) => item.update.externalId),
    items.map((item) => JSON.stringify(item.update.content)),
    items.map((item) => toJsonParameter(item.update.raw)),
    items.map((item) => item.update.requestId),
    items.map((item) => item.rule.quietMs),
    items.map((item) => item.rule.capMs),
    items.map((item) => item.rule.flush),
    items.map((item) => item.rule.maximumParts),
    items.map(charactersOf),
    items.map((item) => item.rule.maximumCharacters),
  ]);
}
