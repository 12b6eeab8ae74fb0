import type { Database } from '../../contracts/bot.ts';

/** Writes and reads a row: the database can commit. */
export async function probeDatabase(database: Database, name: string): Promise<void> {
  const rows = await database.query<{ name: string }>({
    name: 'health_probe',
    sql: `insert into heartbeats (name, beat_at) values ($1, now())
      on conflict (name) do update set beat_at = now() returning name`,
    values: [name],
  });
  if (rows[0]?.name !== name) throw new Error('The probe row was not written.');
}

export interface Backlog {
  /** Seconds that the Conversation due longest has been waiting for a worker; 0 when none is. */
  readonly oldest_turn_seconds: number;
  readonly oldest_delivery_seconds: number;
  readonly oldest_timer_seconds: number;
  readonly dead_letters: number;
  /** Age of the oldest open transaction of this database, seconds. */
  readonly oldest_transaction_seconds: number;
}

/** How far the engine is behind. */
export async function readBacklog(database: Database): Promise<Backlog> {
  const age = (column: string, from: string): string =>
    `(select coalesce(greatest(0, extract(epoch from now() - min(${column}))), 0)::float8 from ${from})`;
  const rows = await database.query<Backlog>({
    name: 'health_backlog',
    sql: `select
      ${age('due_at', 'conversations where due_at <= now()')} as oldest_turn_seconds,
      ${age('next_at', 'deliveries where next_at <= now()')} as oldest_delivery_seconds,
      ${age('due_at', 'timers where due_at <= now()')} as oldest_timer_seconds,
      (select count(*)::float8 from dead_letters where resolved_at is null) as dead_letters,
      ${age('xact_start', 'pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')}
        as oldest_transaction_seconds`,
    values: [],
  });
  return (
    rows[0] ?? {
      oldest_turn_seconds: 0,
      oldest_delivery_seconds: 0,
      oldest_timer_seconds: 0,
      dead_letters: 0,
      oldest_transaction_seconds: 0,
    }
  );
}

/** Time of a named beat, ms since the epoch; null when there was none. */
export async function readBeat(database: Database, name: string): Promise<number | null> {
  const rows = await database.query<{ at: number }>({
    name: 'health_beat',
    sql: 'select extract(epoch from beat_at)::float8 * 1000 as at from heartbeats where name = $1',
    values: [name],
  });
  return rows[0]?.at ?? null;
}

/** Leaves a named beat with the time of now. */
export async function writeBeat(database: Database, name: string): Promise<void> {
  await probeDatabase(database, name);
}
