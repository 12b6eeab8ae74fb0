import type { LeaseKey } from '../../contracts/store.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

const text = `
with held as (select * from unnest($2::bigint[], $3::bigint[]) as t(id, epoch)),
locked as materialized (
  select c.id from conversations c join held h on h.id = c.id and h.epoch = c.epoch
  where c.leased_by = $1
  order by c.id for no key update of c
)
update conversations c set due_at = now() + $4 * interval '1 ms'
from locked where c.id = locked.id
returning c.id::text as id`;

/** The heartbeat: moves the end of the Leases still held and names them. */
export async function extendLeases(
  run: RunStatement,
  client: SqlClient,
  worker: string,
  leases: readonly LeaseKey[],
  leaseMs: number,
): Promise<ReadonlySet<string>> {
  const rows = await run<{ id: string }>(client, 'extend_leases', text, [
    worker,
    leases.map((lease) => lease.conversationId),
    leases.map((lease) => lease.epoch),
    leaseMs,
  ]);
  return new Set(rows.map((row) => row.id));
}
