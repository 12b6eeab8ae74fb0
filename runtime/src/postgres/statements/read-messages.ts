import type { OutgoingMessage } from '../../contracts/message.ts';
import type { ConversationHead } from '../../contracts/store.ts';
import type { UpdateContent } from '../../contracts/update.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

const head = `c.id::text as id, last_seq::float8 as last_seq, leased_by is not null as busy,
  coalesce((select max(through_seq) from erasures e where e.conversation_id = c.id), 0)::float8 as erased_seq`;

const findConversation = `
select ${head}
from conversation_names n join conversations c on c.id = n.conversation_id
where n.bot = $1 and n.channel = $2 and n.external_id = $3`;

const text = `
select * from (
  select 'in' as direction, seq::float8 as seq, content as body, external_id, request_id, null::float8 as turn_seq,
    extract(epoch from received_at)::float8 * 1000 as at
  from updates where conversation_id = $1 and seq > $2
  union all
  select 'out', seq::float8, payload, null, request_id, turn_seq::float8,
    extract(epoch from coalesce(closed_at, created_at))::float8 * 1000
  from deliveries where conversation_id = $1 and seq > $2 and lane = 'message' and status = 'sent'
) m order by seq limit $3`;

const heads = `
select ${head}
from conversations c where id = any($1::bigint[])`;

interface HeadRow {
  readonly id: string;
  readonly last_seq: number;
  readonly busy: boolean;
  readonly erased_seq: number;
}

export type MessageRow =
  | {
      readonly direction: 'in';
      readonly seq: number;
      readonly body: UpdateContent;
      readonly external_id: string;
      readonly request_id: string;
      readonly at: number;
    }
  | {
      readonly direction: 'out';
      readonly seq: number;
      readonly body: { readonly kind: 'message'; readonly message: OutgoingMessage };
      readonly turn_seq: number;
      readonly at: number;
    };

const toHead = (row: HeadRow): ConversationHead => ({
  conversationId: row.id,
  lastSeq: row.last_seq,
  busy: row.busy,
  erasedSeq: row.erased_seq,
});

/** The head of one Conversation by its platform name; null when there is none. */
export async function findHead(
  run: RunStatement,
  client: SqlClient,
  bot: string,
  channel: string,
  conversation: string,
): Promise<ConversationHead | null> {
  const rows = await run<HeadRow>(client, 'find_conversation', findConversation, [
    bot,
    channel,
    conversation,
  ]);
  return rows[0] === undefined ? null : toHead(rows[0]);
}

/** Heads of many Conversations by id. */
export async function readHeads(
  run: RunStatement,
  client: SqlClient,
  ids: readonly string[],
): Promise<readonly ConversationHead[]> {
  return (await run<HeadRow>(client, 'read_heads', heads, [ids])).map(toHead);
}

/** What was said after `afterSeq`, in and out, in order. */
export function readMessages(
  run: RunStatement,
  client: SqlClient,
  conversationId: string,
  afterSeq: number,
  limit: number,
): Promise<readonly MessageRow[]> {
  return run<MessageRow>(client, 'read_messages', text, [conversationId, afterSeq, limit]);
}
