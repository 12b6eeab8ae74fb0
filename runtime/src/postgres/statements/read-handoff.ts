import type { Database } from '../../contracts/bot.ts';
import type { Handoff } from '../../contracts/store.ts';

/** Who holds a Conversation; null when the bot has it, or there is no such Conversation. */
export async function readHandoff(database: Database, conversationId: string): Promise<Handoff | null> {
  const rows = await database.query<{ handoff: Handoff | null }>({
    name: 'read_handoff',
    sql: 'select handoff from conversations where id = $1',
    values: [conversationId],
  });
  return rows[0]?.handoff ?? null;
}
