import type { DeliveryRecord } from '../../contracts/store.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// What nearly every Delivery comes to, without what retries, cancellations and dead letters need. Records of
// sends that may be repeated do not wait for the disk: lost in a crash, they are sent again and shown once.
const text = `
with locked as materialized (
  select d.conversation_id, d.seq, i.attempt, i.receipt
  from unnest($1::bigint[], $2::bigint[], $3::int[], $4::json[]) as i(conversation_id, seq, attempt, receipt)
  join deliveries d on d.conversation_id = i.conversation_id and d.seq = i.seq
  where d.next_at is not null and d.attempt <= i.attempt
    and (select set_config('synchronous_commit', case when $5 then 'off' else current_setting('synchronous_commit')
      end, true)) is not null
  order by d.conversation_id, d.seq for no key update of d
)
update deliveries d set status = 'sent', attempt = l.attempt, next_at = null,
  receipt = coalesce(l.receipt, d.receipt), last_error = null, closed_at = now()
from locked l where d.conversation_id = l.conversation_id and d.seq = l.seq`;

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
  records: readonly DeliveryRecord[],
): Promise<void> {
  await run(client, 'record_sent', text, [
    records.map((record) => record.conversationId),
    records.map((record) => record.seq),
    records.map((record) => record.attempt),
    records.map((record) => toJsonParameter(record.receipt)),
    records.every((record) => record.repeatable === true),
  ]);
}
