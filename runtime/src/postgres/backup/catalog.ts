import type pg from 'pg';
import type { BackupManifest } from './manifest.ts';

/** A table to copy: its quoted name and the columns that hold data of their own. */
export interface CatalogTable {
  readonly name: string;
  readonly columns: readonly string[];
}

type Client = Pick<pg.ClientBase, 'query'>;

/** Objects that belong to an extension are the extension's to create. */
const NOT_OF_EXTENSION = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/** Every table of the schema `public` with rows of its own (partitions, not their parents), by name. */
export async function listTables(client: Client): Promise<CatalogTable[]> {
  const { rows } = await client.query<CatalogTable>(
    `select c.relname as name,
            coalesce(json_agg(a.attname order by a.attnum) filter (where a.attgenerated = ''), '[]') as columns
       from pg_class c
       left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and ${NOT_OF_EXTENSION('pg_class', 'c.oid')}
      group by c.oid, c.relname order by c.relname collate "C"`,
  );
  return rows;
}

/** Every sequence with its value, those of identity columns included. */
export async function readSequences(client: Client): Promise<BackupManifest['sequences'][number][]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
        and ${NOT_OF_EXTENSION('pg_class', 'c.oid')} order by 1`,
  );
  const sequences: BackupManifest['sequences'][number][] = [];
  for (const { name } of rows) {
    const found = await client.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quoted(name)}`,
    );
    sequences.push({ name, value: found.rows[0]?.value ?? '1', isCalled: found.rows[0]?.isCalled ?? false });
  }
  return sequences;
}

/** Sets a sequence to a stored value. */
export async function writeSequence(
  client: Client,
  { name, value, isCalled }: BackupManifest['sequences'][number],
): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), value, isCalled]);
}

/** The first table that holds a row, the migrator's own aside; `null` when there is none. */
export async function findTableWithRows(client: Client): Promise<string | null> {
  for (const { name } of await listTables(client)) {
    if (name === 'opora_migrations' || name === 'opora_data_migrations') continue;
    const { rows } = await client.query<{ found: boolean }>(
      `select exists (select from ${quoted(name)}) as found`,
    );
    if (rows[0]?.found === true) return name;
  }
  return null;
}

/** Drops everything in `public` but the schema itself and what belongs to extensions. */
export async function dropEverything(client: Client): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('drop %s if exists %s cascade',
              case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                when 'f' then 'foreign table' when 'c' then 'type' else 'table' end, c.oid::regclass) as statement
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
        and not c.relispartition and ${NOT_OF_EXTENSION('pg_class', 'c.oid')}
        and not exists (select from pg_depend i where i.classid = 'pg_class'::regclass and i.objid = c.oid
                         and i.deptype in ('a', 'i') and c.relkind = 'S')
     union all
     select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
      where p.pronamespace = 'public'::regnamespace and ${NOT_OF_EXTENSION('pg_proc', 'p.oid')}
     union all
     select format('drop type if exists %s cascade', t.oid::regtype) from pg_type t
      where t.typnamespace = 'public'::regnamespace and t.typtype in ('e', 'd', 'r')
        and ${NOT_OF_EXTENSION('pg_type', 't.oid')}`,
  );
  for (const { statement } of rows) await client.query(statement);
}

/**
 * Takes off what would stand in the way of loading tables one by one (foreign keys, triggers) and returns
 * the function that puts it back, checking every key. Needs no more than to own the tables.
 */
export async function liftConstraints(client: Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ off: string; on: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as on
       from pg_constraint
      where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace
     union all
     select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
            format('alter table %s enable %s trigger %I', tgrelid::regclass,
              case tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, tgname)
       from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D'
        and c.relnamespace = 'public'::regnamespace`,
  );
  for (const { off } of rows) await client.query(off);
  return async () => {
    for (const { on } of rows) await client.query(on);
  };
}

/** An identifier as SQL wants it, in the schema `public`. */
export function quoted(name: string): string {
  return `public.${quoteColumn(name)}`;
}

/** A column's name as SQL wants it. */
export function quoteColumn(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
