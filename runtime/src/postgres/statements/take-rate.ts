import type { Database } from '../../contracts/bot.ts';
import type { RateDecision, RateStore } from '../../contracts/rate-store.ts';

/** The time is read after the row is locked, so that times of admissions never go back. */
const at = `coalesce($4::bigint, (extract(epoch from clock_timestamp()) * 1000)::bigint)`;

const takeRate = `
insert into rate_windows as w (key, hits, told_at, expires_at, admitted, tell, retry_after_ms)
values ($1, array[${at}], null, ${at} + $3::bigint, true, false, 0)
on conflict (key) do update set (hits, told_at, expires_at, admitted, tell, retry_after_ms) = (
  select
    case when d.admitted then d.live || d.at else d.live end,
    case when d.tell then d.at else w.told_at end,
    d.at + $3::bigint,
    d.admitted,
    d.tell,
    case when d.admitted then 0
      else greatest(1, d.live[cardinality(d.live) - $2::int + 1] + $3::bigint - d.at) end
  from (
    select t.at, l.live, cardinality(l.live) < $2::int as admitted,
      cardinality(l.live) >= $2::int and (w.told_at is null or w.told_at <= t.at - $3::bigint) as tell
    from (select ${at} as at) t
    cross join lateral (
      select array(select h from unnest(w.hits) h where h > t.at - $3::bigint order by h) as live
    ) l
  ) d
)
returning admitted, tell, retry_after_ms::float8 as retry_after_ms`;

const deleteExpired = `
delete from rate_windows where ctid = any(array(
  select ctid from rate_windows where expires_at <= (extract(epoch from clock_timestamp()) * 1000)::bigint
  limit 500 for update skip locked
)) returning 1 as n`;

/** Sliding windows in Postgres, exact, one statement a request; the same as `resilience/sliding-window.ts`. */
export function createPostgresRateStore(database: Database): RateStore {
  return {
    async take(key, { limit, windowMs }, now): Promise<RateDecision> {
      const rows = await database.query<{ admitted: boolean; tell: boolean; retry_after_ms: number }>({
        name: 'take_rate',
        sql: takeRate,
        values: [key, limit, windowMs, now ?? null],
      });
      const [row] = rows;
      return {
        admitted: row?.admitted ?? false,
        tell: row?.tell ?? false,
        retryAfterMs: row?.retry_after_ms ?? windowMs,
      };
    },
    async sweep() {
      const rows = await database.query({ name: 'sweep_rates', sql: deleteExpired, values: [] });
      return rows.length;
    },
  };
}
