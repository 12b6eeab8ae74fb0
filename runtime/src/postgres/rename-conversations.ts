import type pg from 'pg';

const batch = 1_000;

/**
 * Gives every Conversation of a bot whose name does not begin with `prefix` the name `toName` of it, in batches. No process
 * may serve the bot meanwhile. Run again it goes on where it stopped. Returns how many there were.
 */
export async function renameConversations(
  pool: pg.Pool,
  bot: string,
  prefix: string,
  toName: (name: string) => string,
): Promise<number> {
  let renamed = 0;
  let after = '0';
  for (;;) {
    const { rows } = await pool.query<{ id: string; name: string }>(
      `select id::text as id, external_id as name from conversations
       where bot = $1 and id > $2 and not starts_with(external_id, $3) order by id limit ${batch}`,
      [bot, after, prefix],
    );
    if (rows.length === 0) return renamed;
    after = rows.at(-1)?.id ?? after;
    // Both tables name a Conversation, and are changed together.
    await pool.query(
      `with renamed as (
         update conversations c set external_id = i.name
         from unnest($1::bigint[], $2::text[]) as i(id, name) where c.id = i.id returning c.id, c.external_id
       )
       update conversation_names n set external_id = r.external_id from renamed r where n.conversation_id = r.id`,
      [rows.map(({ id }) => id), rows.map(({ name }) => toName(name))],
    );
    renamed += rows.length;
  }
}
