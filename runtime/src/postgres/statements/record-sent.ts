import type { DeliveryRecord } from '../../contracts/store.ts';
import { inLockOrder } from './lock-order.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// What nearly every Delivery comes to, without what retries, cancellations and dead letters need. Records of
// sends that may be repeated do not wait for the disk: lost in a crash, they are sent again and shown once.
// `num_nulls` keeps the planner from the index of open Deliveries, which is long while a platform is away: rows
// are found by their key, in the order in which they come.
const text = `
update deliveries d set status = 'sent', attempt = i.attempt, next_at = null,
  receipt = coalesce(i.receipt, d.receipt), last_error = null, closed_at = now()
from (
  select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::json[]) as i(conversation_id, seq, attempt, receipt)
  limit $6
) i
where d.conversation_id = i.conversation_id and d.seq = i.seq and num_nulls(d.next_at) = 0
  and d.attempt <= i.attempt
  and (select set_config('synchronous_commit', case when $5 then 'off' else current_setting('synchronous_commit')
    end, true)) is not null`;

/** Whether `recordSent` says everything about an Attempt. */
export const isPlainlySent = (record: DeliveryRecord): boolean =>
  record.status === 'sent' &&
  record.error === null &&
  !record.wasUnknown &&
  record.deadLetter === null &&
  record.cancelLane === null;

/** Records Attempts that a platform confirmed. Rows taken over by a later Attempt are left alone. */
export async function recordSent(
  run: RunStatement,
  client: SqlClient,
  batch: readonly DeliveryRecord[],
): Promise<void> {
  const records = inLockOrder(batch, (record) => record);
  await run(client, 'record_sent', text, [
    records.map((record) => record.conversationId),
    records.map((record) => record.seq),
    records.map((record) => record.attempt),
    records.map((record) => toJsonParameter(record.receipt)),
    records.every((record) => record.repeatable === true),
    records.length,
  ]);
}
