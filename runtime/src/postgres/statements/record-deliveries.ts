import type { DeliveryRecord } from '../../contracts/store.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// A retry moves everything behind it in the lane to the same time: those rows cannot leave earlier, and due
// rows that are not first would only be scanned again and again.
const text = `
with input as materialized (
  select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::float8[], $6::json[], $7::text[],
    $8::boolean[], $9::text[], $10::text[], $11::text[])
  as t(conversation_id, seq, attempt, status, retry_in_ms, receipt, error, was_unknown, letter, bot, cancel_lane)
), locked as materialized (
  select d.conversation_id, d.seq, d.lane from deliveries d join input i using (conversation_id, seq)
  where d.next_at is not null and d.attempt <= i.attempt
  order by d.conversation_id, d.seq for no key update of d
), recorded as (
  update deliveries d set
    status = i.status, attempt = i.attempt,
    next_at = case when i.status = 'pending' then now() + i.retry_in_ms * interval '1 ms' end,
    receipt = coalesce(i.receipt, d.receipt), last_error = i.error,
    unknown_count = d.unknown_count + i.was_unknown::int,
    closed_at = case when i.status <> 'pending' then now() end
  from input i join locked l using (conversation_id, seq)
  where d.conversation_id = i.conversation_id and d.seq = i.seq
  returning d.conversation_id, d.seq, d.lane, d.next_at
), buried as (
  insert into dead_letters (kind, bot, conversation_id, from_seq, through_seq, reason)
  select i.letter, i.bot, i.conversation_id, i.seq, i.seq, coalesce(i.error, 'no reason given')
  from input i join recorded r using (conversation_id, seq) where i.letter is not null
)
update deliveries d set
  next_at = case when i.cancel_lane is null then greatest(d.next_at, r.next_at) end,
  status = case when i.cancel_lane is null then d.status else 'cancelled' end,
  last_error = case when i.cancel_lane is null then d.last_error else i.error end,
  closed_at = case when i.cancel_lane is null then d.closed_at else now() end
from input i join recorded r using (conversation_id, seq)
where d.conversation_id = r.conversation_id and d.lane = r.lane and d.seq > r.seq and d.next_at is not null
  and (i.status = 'pending' or i.cancel_lane = d.lane)`;

/** Records what Attempts came to. Rows taken over by a later Attempt are left alone. */
export async function recordDeliveries(
  run: RunStatement,
  client: SqlClient,
  records: readonly DeliveryRecord[],
): Promise<void> {
  await run(client, 'record_deliveries', text, [
    records.map((record) => record.conversationId),
    records.map((record) => record.seq),
    records.map((record) => record.attempt),
    records.map((record) => record.status),
    records.map((record) => record.retryInMs),
    records.map((record) => toJsonParameter(record.receipt)),
    records.map((record) => record.error),
    records.map((record) => record.wasUnknown),
    records.map((record) => record.deadLetter?.kind ?? null),
    records.map((record) => record.deadLetter?.bot ?? null),
    records.map((record) => record.cancelLane),
  ]);
}
