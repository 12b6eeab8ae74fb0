import type { Claim } from '../../contracts/store.ts';
import type { UpdateRow } from './claim-conversations.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// The lock comes first and the Updates are read by a second statement of the same transaction, so that its
// snapshot holds everything the reset counters stand for.
const reset = `
update conversations set ready_at = null, waiting_since = null, waiting_count = 0, waiting_chars = 0
where id = $1 and epoch = $2 and leased_by = $3 and (handoff is not null) = $4::boolean
returning id`;

const read = `
select seq::float8 as seq, external_id as "externalId", content, request_id as "requestId",
       extract(epoch from received_at)::float8 * 1000 as "receivedAt"
from updates where conversation_id = $1 and seq > $2 order by seq limit $3`;

/**
 * Takes the Updates after `throughSeq` into a running Turn; null when the Lease is lost, or a person took the
 * Conversation since the claim. In a transaction.
 */
export async function extendBurst(
  run: RunStatement,
  client: SqlClient,
  request: {
    readonly claim: Pick<Claim, 'conversationId' | 'epoch' | 'handoff'>;
    readonly worker: string;
    readonly throughSeq: number;
    readonly limit: number;
  },
): Promise<readonly UpdateRow[] | null> {
  const { conversationId, epoch, handoff } = request.claim;
  const held = await run(client, 'extend_burst_reset', reset, [
    conversationId,
    epoch,
    request.worker,
    handoff !== null,
  ]);
  if (held.length === 0) return null;
  return run<UpdateRow>(client, 'extend_burst_read', read, [
    conversationId,
    request.throughSeq,
    request.limit,
  ]);
}
