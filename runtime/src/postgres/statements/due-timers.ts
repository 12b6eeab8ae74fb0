import type { Json } from '../../contracts/json.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

export interface TimerRow {
  readonly conversation_id: string;
  readonly bot: string;
  readonly channel: string;
  readonly external_id: string;
  readonly key: string;
  readonly due_ms: number;
  readonly late_ms: number;
  readonly payload: Json;
  readonly request_id: string;
}

// Conversations are locked before their timers, in id order, as a Turn's commit does: a firing timer and a
// Turn that cancels it never wait for each other crosswise.
const text = `
with candidates as materialized (
  select conversation_id, key from timers where due_at <= now() order by due_at limit $1
), held as materialized (
  select c.id, c.bot, c.channel, c.external_id from conversations c
  where c.id in (select conversation_id from candidates)
  order by c.id for no key update skip locked
), taken as (
  delete from timers t using held h, candidates k
  where t.conversation_id = h.id and t.conversation_id = k.conversation_id and t.key = k.key and t.due_at <= now()
  returning t.conversation_id, t.key, t.due_at, t.payload, t.request_id, h.bot, h.channel, h.external_id
)
select conversation_id::text as conversation_id, bot, channel, external_id, key, payload, request_id,
  extract(epoch from due_at)::float8 * 1000 as due_ms,
  extract(epoch from now() - due_at)::float8 * 1000 as late_ms
from taken order by due_at`;

/** Takes due timers away; the caller turns them into Updates in the same transaction. */
export function takeDueTimers(
  run: RunStatement,
  client: SqlClient,
  limit: number,
): Promise<readonly TimerRow[]> {
  return run<TimerRow>(client, 'take_due_timers', text, [limit]);
}
