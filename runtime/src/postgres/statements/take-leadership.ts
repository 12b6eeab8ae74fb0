import type { Database } from '../../contracts/bot.ts';

/** Takes or keeps a named role for `owner`; true while it is the owner's. Ends by itself after `ttlMs`. */
export async function takeLeadership(
  database: Database,
  name: string,
  owner: string,
  ttlMs: number,
): Promise<boolean> {
  const rows = await database.query({
    name: 'take_leadership',
    sql: `insert into heartbeats (name, beat_at, data) values ($1, now(), to_json($2::text))
      on conflict (name) do update set beat_at = now(), data = excluded.data
      where heartbeats.data #>> '{}' = $2 or heartbeats.beat_at < now() - $3 * interval '1 ms'
      returning name`,
    values: [`leader:${name}`, owner, ttlMs],
  });
  return rows.length > 0;
}

/** Gives a role back, so that another process need not wait. */
export async function leaveLeadership(database: Database, name: string, owner: string): Promise<void> {
  await database.query({
    name: 'leave_leadership',
    sql: `delete from heartbeats where name = $1 and data #>> '{}' = $2`,
    values: [`leader:${name}`, owner],
  });
}
