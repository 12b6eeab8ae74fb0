import type { RunStatement, SqlClient } from './sql-client.ts';

export interface ConversationKey {
  readonly bot: string;
  readonly channel: string;
  readonly conversation: string;
}

const text = `
with input as (
  select distinct * from unnest($1::text[], $2::text[], $3::text[]) as t(bot, channel, external_id)
), known as materialized (
  select n.* from conversation_names n join input using (bot, channel, external_id)
), named as (
  insert into conversation_names (bot, channel, external_id, conversation_id)
  select bot, channel, external_id, nextval(pg_get_serial_sequence('conversations', 'id'))
  from input i where not exists (
    select 1 from known k
    where k.bot = i.bot and k.channel = i.channel and k.external_id = i.external_id)
  order by bot, channel, external_id
  on conflict do nothing
  returning *
), created as (
  insert into conversations (id, bot, channel, external_id, erased_at)
  overriding system value
  select conversation_id, bot, channel, external_id, case when exists (
    select 1 from erased_updates e where e.thread = erased_key(n.bot, n.channel, n.external_id, '')) then now() end
  from named n
)
select conversation_id::text as id, bot, channel, external_id from named
union all
select conversation_id::text, bot, channel, external_id from known`;

/** Finds or creates Conversations. A key committed by somebody else at this very moment may be missing: ask again. */
export async function ensureConversations(
  run: RunStatement,
  client: SqlClient,
  keys: readonly ConversationKey[],
): Promise<readonly (ConversationKey & { readonly id: string })[]> {
  const rows = await run<{ id: string; bot: string; channel: string; external_id: string }>(
    client,
    'ensure_conversations',
    text,
    [keys.map((key) => key.bot), keys.map((key) => key.channel), keys.map((key) => key.conversation)],
  );
  return rows.map((row) => ({
    id: row.id,
    bot: row.bot,
    channel: row.channel,
    conversation: row.external_id,
  }));
}
