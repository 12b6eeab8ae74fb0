import type { Database } from '../../contracts/bot.ts';
import type { Spend, SpendStore } from '../../contracts/spend-store.ts';

interface SpendRow {
  readonly scope: string;
  readonly day: string;
  readonly tokens: number;
  readonly cost_usd: number;
}

const columns = `scope, to_char(day, 'YYYY-MM-DD') as day, tokens::float8 as tokens, cost_usd`;

/** Rows are locked in one order, so that two processes cannot wait for each other. */
const addSpend = `
insert into model_spend as s (scope, day, tokens, cost_usd)
select * from unnest($1::text[], $2::date[], $3::bigint[], $4::float8[]) order by 1, 2
on conflict (scope, day) do update
  set tokens = s.tokens + excluded.tokens, cost_usd = s.cost_usd + excluded.cost_usd
returning ${columns}`;

const readSpend = `select ${columns} from model_spend where day = $1::date and scope = any($2::text[])`;

/** Users' rows serve one day's limit; those of bots are the history of costs. */
const deleteOld = `
delete from model_spend where ctid = any(array(
  select ctid from model_spend
  where day < $1::date or (scope like 'user:%' and day < $2::date)
  limit 500 for update skip locked
)) returning 1 as n`;

/** Daily totals of what models cost, in Postgres. */
export function createPostgresSpendStore(database: Database): SpendStore {
  return {
    async read(day, scopes) {
      const values = [day, [...scopes]];
      const rows = await database.query<SpendRow>({ name: 'read_spend', sql: readSpend, values });
      return new Map(rows.map((row) => [row.scope, toSpend(row)]));
    },
    async add(items) {
      const rows = await database.query<SpendRow>({
        name: 'add_spend',
        sql: addSpend,
        values: [
          items.map((item) => item.scope),
          items.map((item) => item.day),
          items.map((item) => Math.round(item.tokens)),
          items.map((item) => item.costUsd),
        ],
      });
      const totals = new Map(rows.map((row) => [`${row.day} ${row.scope}`, toSpend(row)]));
      return items.map((item) => totals.get(`${item.day} ${item.scope}`) ?? item);
    },
    async sweep(day, userDay) {
      const rows = await database.query({ name: 'sweep_spend', sql: deleteOld, values: [day, userDay] });
      return rows.length;
    },
  };
}

const toSpend = (row: SpendRow): Spend => ({ tokens: row.tokens, costUsd: row.cost_usd });
