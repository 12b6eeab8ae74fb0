import type pg from 'pg';

/** The product's processes that are connected to the database, by the names of their roles; commands are none. */
export async function findRunningProduct(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name in ('opora-all', 'opora-web', 'opora-worker')`,
  );
  return rows.map(({ name }) => name);
}

/** Rows of the product's own making (keys, heartbeats, the ledger of migrations) are no data. */
export async function hasData(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'
       and table_name not in ('keys', 'heartbeats') and table_name not like '%migrations'`,
  );
  for (const { name } of rows) {
    const found = await pool.query<{ some: boolean }>(`select exists (select 1 from ${name}) as some`);
    if (found.rows[0]?.some === true) return true;
  }
  return false;
}
