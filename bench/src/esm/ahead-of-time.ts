import type pg from 'pg';

/**
 * Puts the `now()` of a database ahead of the machine's clock; it goes on at its usual pace. Sessions that are open already
 * must set their `search_path` themselves.
 */
export async function setAhead(pool: pg.Pool, aheadMs: number): Promise<void> {
  await pool.query(`CREATE OR REPLACE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT pg_catalog.now() + interval ''${Math.round(aheadMs)} milliseconds'''`);
  const { rows } = await pool.query<{ readonly name: string }>('SELECT current_database() AS name');
  await pool.query(`ALTER DATABASE ${rows[0]?.name} SET search_path = public, pg_catalog`);
}
