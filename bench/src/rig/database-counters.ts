import type pg from 'pg';

/** Running totals of the server. */
export interface Counters {
  /** Rows inserted, updated and deleted in this database's own tables. */
  readonly tuples: number;
  /** Updates that touched no index. */
  readonly hotUpdates: number;
  readonly updates: number;
  /** Bytes of WAL written by the whole server, at their position in the log. */
  readonly walBytes: number;
  /** Whole pages among them, written once after each checkpoint. */
  readonly walImages: number;
}

/**
 * Reads the totals. Other connections report theirs when they end or after a second of silence, so close
 * them first.
 */
export async function readCounters(pool: pg.Pool): Promise<Counters> {
  await pool.query('select pg_stat_force_next_flush()');
  await pool.query('select pg_stat_clear_snapshot()');
  const { rows } = await pool.query<Counters>(`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 as tuples,
      sum(n_tup_hot_upd)::float8 as "hotUpdates", sum(n_tup_upd)::float8 as updates,
      (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::float8 as "walBytes",
      (select wal_fpi::float8 from pg_stat_wal) as "walImages"
    from pg_stat_user_tables where relname = any(array['conversations', 'updates', 'turns', 'steps', 'deliveries'])`);
  const [row] = rows;
  if (row === undefined) throw new Error('The server gave no counters.');
  return row;
}

/** What happened between two readings. */
export function difference(before: Counters, after: Counters): Counters {
  return {
    tuples: after.tuples - before.tuples,
    hotUpdates: after.hotUpdates - before.hotUpdates,
    updates: after.updates - before.updates,
    walBytes: after.walBytes - before.walBytes,
    walImages: after.walImages - before.walImages,
  };
}
