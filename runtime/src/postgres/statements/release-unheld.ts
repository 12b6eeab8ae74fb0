import type { RunStatement, SqlClient } from './sql-client.ts';

// Leased rows are due rows: the index of due times keeps this from reading every Conversation.
const text = `
update conversations set leased_by = null, attempt = attempt - 1,
  due_at = case when waiting_seq > done_seq then now() end
where due_at is not null and leased_by = $1 and not (id = any($2::bigint[]))
returning 1`;

/** Gives back, unspent, the Leases of `worker` on other Conversations than `holds`; returns how many. */
export async function releaseUnheld(
  run: RunStatement,
  client: SqlClient,
  worker: string,
  holds: readonly string[],
): Promise<number> {
  return (await run(client, 'release_unheld', text, [worker, holds])).length;
}
