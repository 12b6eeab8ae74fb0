import type { UpdateRow } from './claim-conversations.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// Turns follow one another without gaps: what lies between the last Turn that was not held and the last that
// was is what the person behind the Handoff has seen.
const text = `
select * from (
  select seq::float8 as seq, external_id as "externalId", content, request_id as "requestId",
         extract(epoch from received_at)::float8 * 1000 as "receivedAt"
  from updates where conversation_id = $1
    and seq > coalesce((select max(through_seq) from turns
      where conversation_id = $1 and seq < $2 and outcome <> 'held'), 0)
    and seq <= coalesce((select max(through_seq) from turns
      where conversation_id = $1 and seq < $2 and outcome = 'held'), 0)
  order by seq desc limit $3
) newest order by seq`;

/** The newest Updates that were held right before a Turn, in order. */
export function readHeld(
  run: RunStatement,
  client: SqlClient,
  conversationId: string,
  turnSeq: number,
  limit: number,
): Promise<readonly UpdateRow[]> {
  return run<UpdateRow>(client, 'read_held', text, [conversationId, turnSeq, limit]);
}
