import type { Json } from '../../contracts/json.ts';
import type { Queryable } from './ledger.ts';

/** A row that could not be changed: its id and why, never what it holds. */
export interface DataMigrationFault {
  readonly row: string;
  readonly reason: string;
}

/** What one batch did. `cursor` is handed to the next one. */
export interface DataMigrationBatch {
  readonly cursor: Json;
  readonly updated: number;
  /** Rows that needed no change. */
  readonly skipped: number;
  readonly errors: readonly DataMigrationFault[];
  /** True when nothing is left. */
  readonly done: boolean;
}

/** A row of `opora_data_migrations`. */
export interface DataMigrationRow {
  readonly cursor: Json;
  readonly updated: number;
  /** Found right. */
  readonly skipped: number;
  readonly errors: number;
  readonly lastErrors: readonly DataMigrationFault[];
  readonly batches: number;
  readonly finished: boolean;
}

interface Key {
  readonly set: string;
  readonly name: string;
}

/** Makes sure there is a row to lock. */
export async function openDataMigration(
  client: Queryable,
  migration: Key & { version: number },
): Promise<void> {
  await client.query(
    `insert into opora_data_migrations (set_name, name, version) values ($1, $2, $3) on conflict do nothing`,
    [migration.set, migration.name, migration.version],
  );
}

/** The state of a data migration; `lock` keeps other runners out until the transaction ends. */
export async function readDataMigration(
  client: Queryable,
  { set, name }: Key,
  lock: boolean,
): Promise<DataMigrationRow | null> {
  const { rows } = await client.query<DataMigrationRow>(
    `select cursor, updated::float8 as updated, skipped::float8 as skipped, errors::float8 as errors,
            batches::float8 as batches,
            last_errors as "lastErrors", finished_at is not null as finished
       from opora_data_migrations where set_name = $1 and name = $2 ${lock ? 'for update' : ''}`,
    [set, name],
  );
  return rows[0] ?? null;
}

/** Stores the cursor and adds what a batch did; keeps the newest 20 faults. */
export async function saveBatch(
  client: Queryable,
  { set, name }: Key,
  batch: DataMigrationBatch,
): Promise<void> {
  const { cursor, updated, skipped, errors } = batch;
  await client.query(
    `update opora_data_migrations
        set cursor = $3, updated = updated + $4, skipped = skipped + $5, errors = errors + $6,
            batches = batches + 1, touched_at = now(),
            last_errors = (select coalesce(jsonb_agg(fault order by place), '[]') from (
              select fault, place from jsonb_array_elements(last_errors || $7::jsonb)
                with ordinality as faults (fault, place) order by place desc limit 20) newest)
      where set_name = $1 and name = $2`,
    [set, name, JSON.stringify(cursor), updated, skipped, errors.length, JSON.stringify(errors)],
  );
}

/** Marks the end. */
export async function finishDataMigration(client: Queryable, { set, name }: Key): Promise<void> {
  await client.query(
    'update opora_data_migrations set finished_at = now() where set_name = $1 and name = $2',
    [set, name],
  );
}

/** Removes the row after a way down. */
export async function forgetDataMigration(client: Queryable, { set, name }: Key): Promise<void> {
  await client.query('delete from opora_data_migrations where set_name = $1 and name = $2', [set, name]);
}
