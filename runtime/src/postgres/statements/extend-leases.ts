import type { LeaseKey } from '../../contracts/store.ts';
import { inLockOrder } from './lock-order.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

const text = `
update conversations c set due_at = now() + $4 * interval '1 ms'
from (select * from unnest($2::bigint[], $3::bigint[]) as i(id, epoch) limit $5) i
where c.id = i.id and c.epoch = i.epoch and c.leased_by = $1
returning c.id::text as id`;

/** The heartbeat: moves the end of the Leases still held and names them. */
export async function extendLeases(
  run: RunStatement,
  client: SqlClient,
  worker: string,
  batch: readonly LeaseKey[],
  leaseMs: number,
): Promise<ReadonlySet<string>> {
  const leases = inLockOrder(batch, (lease) => lease);
  const rows = await run<{ id: string }>(client, 'extend_leases', text, [
    worker,
    leases.map((lease) => lease.conversationId),
    leases.map((lease) => lease.epoch),
    leaseMs,
    leases.length,
  ]);
  return new Set(rows.map((row) => row.id));
}
