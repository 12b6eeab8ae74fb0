import { type AcceptItem, charactersOf } from '../../contracts/store.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// Conversations are locked in id order, so that two batches can never wait for each other. The lock also
// makes the sequence: numbers are handed out and committed in the same order. An Update that is already
// stored is left out before the insert; one stored at this very moment by another process meets the unique
// key and leaves a harmless gap in the numbers. One that was erased within a day is a duplicate without a number.
const text = `
with input as materialized (
  select * from unnest(
    $1::bigint[], $2::text[], $3::json[], $4::json[], $5::text[],
    $6::int[], $7::int[], $8::boolean[], $9::int[], $10::int[], $11::int[]
  ) with ordinality as t(
    conversation_id, external_id, content, raw, request_id,
    quiet_ms, cap_ms, flush, maximum_parts, chars, maximum_chars, ordinal)
), first as materialized (
  select distinct on (conversation_id, external_id) * from input
  order by conversation_id, external_id, ordinal
), locked as materialized (
  select id, last_seq, erased_at, bot, channel, external_id as thread from conversations
  where id in (select conversation_id from first)
  order by id for no key update
), erased as materialized (
  select f.conversation_id, f.external_id from first f join locked l on l.id = f.conversation_id
  join erased_updates e on e.key = erased_key(l.bot, l.channel, l.thread, f.external_id)
  where l.erased_at is not null
), fresh as materialized (
  select f.*, l.last_seq + row_number() over (partition by f.conversation_id order by f.ordinal) as seq
  from first f join locked l on l.id = f.conversation_id
  where not exists (
    select 1 from updates u
    where u.conversation_id = f.conversation_id and u.external_id = f.external_id)
    and not exists (
      select 1 from erased e where e.conversation_id = f.conversation_id and e.external_id = f.external_id)
), inserted as (
  insert into updates (conversation_id, seq, external_id, content, raw, request_id)
  select conversation_id, seq, external_id, content, raw, request_id from fresh
  order by conversation_id, seq
  on conflict do nothing
  returning conversation_id, seq, external_id
), gathered as (
  select f.conversation_id, max(f.seq) as seq, count(*)::int as parts, sum(f.chars)::int as chars,
         bool_or(f.flush) as flush, max(f.quiet_ms) as quiet_ms, min(f.cap_ms) as cap_ms,
         min(f.maximum_parts) as maximum_parts, min(f.maximum_chars) as maximum_chars
  from inserted i join fresh f using (conversation_id, seq)
  group by f.conversation_id
), bumped as (
  update conversations c set
    last_seq = g.seq,
    waiting_seq = g.seq,
    waiting_since = coalesce(c.waiting_since, now()),
    waiting_count = c.waiting_count + g.parts,
    waiting_chars = c.waiting_chars + g.chars,
    ready_at = burst_deadline(c.ready_at, c.waiting_since, g.flush
      or c.waiting_count + g.parts >= g.maximum_parts
      or c.waiting_chars + g.chars >= g.maximum_chars, g.quiet_ms, g.cap_ms),
    due_at = case
      when c.leased_by is not null then c.due_at
      else greatest(
        case when c.attempt > 0 then c.due_at end,
        burst_deadline(c.ready_at, c.waiting_since, g.flush
          or c.waiting_count + g.parts >= g.maximum_parts
          or c.waiting_chars + g.chars >= g.maximum_chars, g.quiet_ms, g.cap_ms))
      end
  from gathered g where c.id = g.conversation_id
  returning c.id, case when c.leased_by is null
    then extract(epoch from c.due_at - now())::float8 * 1000 end as due_in_ms
)
select i.conversation_id::text as conversation_id,
       coalesce(n.seq, u.seq, case when e.external_id is not null then 0 end)::float8 as seq,
       (n.seq is null or i.ordinal <> f.ordinal) as duplicate,
       b.due_in_ms
from input i
join first f on f.conversation_id = i.conversation_id and f.external_id = i.external_id
left join inserted n on n.conversation_id = i.conversation_id and n.external_id = i.external_id
left join updates u on u.conversation_id = i.conversation_id and u.external_id = i.external_id
left join erased e on e.conversation_id = i.conversation_id and e.external_id = i.external_id
left join bumped b on b.id = i.conversation_id
order by i.ordinal`;

export interface AcceptedRow {
  readonly conversation_id: string;
  /**
   * 0 when the Update is known and was erased; null when the Conversation is gone, or the Update was stored
   * elsewhere at this very moment.
   */
  readonly seq: number | null;
  readonly duplicate: boolean;
  readonly due_in_ms: number | null;
}

/** Stores Updates of known Conversations and moves the Bursts' deadlines. Rows come back in order of `items`. */
export function acceptUpdates(
  run: RunStatement,
  client: SqlClient,
  items: readonly (AcceptItem & { readonly conversationId: string })[],
): Promise<readonly AcceptedRow[]> {
  return run<AcceptedRow>(client, 'accept_updates', text, [
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
