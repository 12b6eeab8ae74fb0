import type { RunStatement, SqlClient } from './sql-client.ts';

const text = `
with input as (select * from unnest($1::bigint[], $2::bigint[]) as t(conversation_id, seq)),
locked as materialized (
  select d.conversation_id, d.seq from deliveries d join input i using (conversation_id, seq)
  where d.status = 'pending' and d.attempt = 0 and d.next_at > now()
  order by d.conversation_id, d.seq for no key update of d
)
update deliveries d set status = 'sending', attempt = 1, next_at = now() + $3 * interval '1 ms'
from locked l where d.conversation_id = l.conversation_id and d.seq = l.seq
returning d.conversation_id::text || '.' || d.seq as key`;

/** Marks first Attempts as started before an ambiguous send; returns `conversation.seq` of those marked. */
export async function markSending(
  run: RunStatement,
  client: SqlClient,
  deliveries: readonly { readonly conversationId: string; readonly seq: number }[],
  leaseMs: number,
): Promise<ReadonlySet<string>> {
  const rows = await run<{ key: string }>(client, 'mark_sending', text, [
    deliveries.map((delivery) => delivery.conversationId),
    deliveries.map((delivery) => delivery.seq),
    leaseMs,
  ]);
  return new Set(rows.map((row) => row.key));
}
