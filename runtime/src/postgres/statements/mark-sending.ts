import { inLockOrder } from './lock-order.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// Written so that the planner finds rows by their key, as in `record-sent.ts`.
const text = `
update deliveries d set status = 'sending', attempt = 1, next_at = now() + $3 * interval '1 ms'
from (select * from unnest($1::bigint[], $2::bigint[]) as i(conversation_id, seq) limit $4) i
where d.conversation_id = i.conversation_id and d.seq = i.seq and d.status = 'pending' and d.attempt = 0
  and coalesce(d.next_at > now(), false)
returning d.conversation_id::text || '.' || d.seq as key`;

/** Marks first Attempts as started before an ambiguous send; returns `conversation.seq` of those marked. */
export async function markSending(
  run: RunStatement,
  client: SqlClient,
  batch: readonly { readonly conversationId: string; readonly seq: number }[],
  leaseMs: number,
): Promise<ReadonlySet<string>> {
  const deliveries = inLockOrder(batch, (delivery) => delivery);
  const rows = await run<{ key: string }>(client, 'mark_sending', text, [
    deliveries.map((delivery) => delivery.conversationId),
    deliveries.map((delivery) => delivery.seq),
    leaseMs,
    deliveries.length,
  ]);
  return new Set(rows.map((row) => row.key));
}
