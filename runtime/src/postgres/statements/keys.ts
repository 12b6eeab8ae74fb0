import type pg from 'pg';
import type { Database } from '../../contracts/bot.ts';

/** The shared key `name`; `fresh` becomes it when there is none yet. */
export async function readKey(database: Database, name: string, fresh: string): Promise<string> {
  await database.query({
    name: 'keys_create',
    sql: 'insert into keys (name, value) values ($1, $2) on conflict (name) do nothing',
    values: [name, fresh],
  });
  return (await findKey(database, name)) ?? fresh;
}

/** The shared key `name`; null when there is none yet. */
export async function findKey(database: Database, name: string): Promise<string | null> {
  const rows = await database.query<{ value: string }>({
    name: 'keys_read',
    sql: 'select value from keys where name = $1',
    values: [name],
  });
  return rows[0]?.value ?? null;
}

/** Whether the note `name` says `value`; notes tell a later start what an earlier one has completed. */
export async function isNoted(pool: pg.Pool, name: string, value: string): Promise<boolean> {
  const { rows } = await pool.query<{ value: string }>('select value from keys where name = $1', [name]);
  return rows[0]?.value === value;
}

/** Writes a note, in the place of an earlier one. */
export async function note(pool: pg.Pool, name: string, value: string): Promise<void> {
  await pool.query(
    'insert into keys (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, value],
  );
}
