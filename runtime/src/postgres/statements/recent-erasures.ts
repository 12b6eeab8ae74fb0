import type { Database } from '../../contracts/bot.ts';

/** The Conversations erased within the last hour. */
export async function readRecentErasures(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ readonly id: string }>({
    name: 'read_recent_erasures',
    sql: `select conversation_id::text as id from erasures where requested_at > now() - interval '1 hour'`,
    values: [],
  });
  return rows.map(({ id }) => id);
}
