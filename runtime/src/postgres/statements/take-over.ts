import type { Handoff } from '../../contracts/store.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

const text = `update conversations set handoff = $2::json where id = $1 returning id`;

/** Gives a Conversation to a person; the fence of commits discards what a running Turn drafts. */
export async function takeOver(
  run: RunStatement,
  client: SqlClient,
  conversationId: string,
  handoff: Handoff,
): Promise<boolean> {
  return (await run(client, 'take_over', text, [conversationId, JSON.stringify(handoff)])).length > 0;
}
