import type { Database } from '../../contracts/bot.ts';

/**
 * Ends the Leases and holds that a killed owner has left, its roles too, so that its work goes on at
 * once and not only when they end by themselves. Only for a database that this process alone may use. A marked send stays marked: it
 * counts as interrupted. Returns how many Conversations and Deliveries were waiting for nobody.
 */
export async function releaseOrphans(database: Database): Promise<number> {
  const rows = await database.query<{ released: number }>({
    name: 'release_orphans',
    sql: `with leases as (
        update conversations set leased_by = null, due_at = now() where leased_by is not null returning 1
      ), holds as (
        update deliveries set next_at = now()
        where next_at > now() and (status = 'sending' or (status = 'pending' and attempt = 0)) returning 1
      ), roles as (
        delete from heartbeats where name like 'leader:%'
      )
      select ((select count(*) from leases) + (select count(*) from holds))::float8 as released`,
    values: [],
  });
  return rows[0]?.released ?? 0;
}
