import type { UpdateRow } from './claim-conversations.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// What the person behind the Handoff has seen since the program last answered. A Turn that was given up in between
// ends no hold; its Updates are for the DeadLetter.
const text = `
select * from (
  select u.seq::float8 as seq, u.external_id as "externalId", u.content, u.request_id as "requestId",
         extract(epoch from u.received_at)::float8 * 1000 as "receivedAt"
  from turns t join updates u on u.conversation_id = t.conversation_id and u.seq between t.from_seq and t.through_seq
  where t.conversation_id = $1 and t.seq < $2 and t.outcome = 'held'
    and t.seq > coalesce((select max(seq) from turns
      where conversation_id = $1 and seq < $2 and outcome = 'answered'), 0)
  order by u.seq desc limit $3
) newest order by seq`;

/** The newest Updates that were held before a Turn and after the last that was answered, in order. */
export function readHeld(
  run: RunStatement,
  client: SqlClient,
  conversationId: string,
  turnSeq: number,
  limit: number,
): Promise<readonly UpdateRow[]> {
  return run<UpdateRow>(client, 'read_held', text, [conversationId, turnSeq, limit]);
}
