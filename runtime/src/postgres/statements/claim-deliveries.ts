import type { DeliveryPayload } from '../../contracts/store.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// Only the first open Delivery of a lane may leave: without that rule a later Turn's reply could overtake an
// earlier one that is waiting for its next Attempt. The mark `sending` is durable before anything is sent; a
// row found with it afterwards was interrupted and its outcome is unknown.
const text = `
with heads as materialized (
  select d.conversation_id, d.seq, d.status
  from deliveries d
  where d.next_at <= now()
    and not exists (
      select 1 from deliveries p
      where p.conversation_id = d.conversation_id and p.lane = d.lane and p.next_at is not null
        and p.seq < d.seq)
    and exists (select 1 from conversations c where c.id = d.conversation_id and c.bot = any($1::text[]))
  order by d.next_at limit $2
  for no key update of d skip locked
)
update deliveries d set status = 'sending', attempt = d.attempt + 1, next_at = now() + $3 * interval '1 ms'
from heads h join conversations c on c.id = h.conversation_id
where d.conversation_id = h.conversation_id and d.seq = h.seq
returning d.conversation_id::text as conversation_id, d.seq::float8 as seq, c.bot, c.channel, c.external_id,
  d.lane, d.idempotency_key, d.payload, d.attempt, h.status = 'sending' as interrupted, d.unknown_count,
  d.progress, d.request_id`;

export interface DeliveryRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly bot: string;
  readonly channel: string;
  readonly external_id: string;
  readonly lane: string;
  readonly idempotency_key: string | null;
  readonly payload: DeliveryPayload;
  readonly attempt: number;
  readonly interrupted: boolean;
  readonly unknown_count: number;
  readonly progress: import('../../contracts/json.ts').Json;
  readonly request_id: string;
}

/** Takes due Deliveries that are first in their lane, marking them as started. */
export function claimDeliveries(
  run: RunStatement,
  client: SqlClient,
  request: { readonly bots: readonly string[]; readonly limit: number; readonly leaseMs: number },
): Promise<readonly DeliveryRow[]> {
  return run<DeliveryRow>(client, 'claim_deliveries', text, [request.bots, request.limit, request.leaseMs]);
}
