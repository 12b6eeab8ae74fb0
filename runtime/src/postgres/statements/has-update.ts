import type { IncomingUpdate } from '../../contracts/update.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

const text = `
select exists (
  select 1 from conversation_names n join updates u on u.conversation_id = n.conversation_id
  where n.bot = $1 and n.channel = $2 and n.external_id = $3 and u.external_id = $4
) or exists (select 1 from erased_updates where key = erased_key($1, $2, $3, $4)) as known`;

/** Whether the Update is stored, or was erased within a day. */
export async function hasUpdate(
  run: RunStatement,
  client: SqlClient,
  update: Pick<IncomingUpdate, 'bot' | 'channel' | 'conversation' | 'externalId'>,
): Promise<boolean> {
  const { bot, channel, conversation, externalId } = update;
  const values = [bot, channel, conversation, externalId];
  const rows = await run<{ readonly known: boolean }>(client, 'has_update', text, values);
  return rows[0]?.known === true;
}
