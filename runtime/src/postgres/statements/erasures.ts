import type pg from 'pg';

/** One erasure of the ledger. */
export interface ErasureRow {
  readonly id: string;
  readonly bot: string;
  readonly conversation_id: string;
  readonly through_seq: string;
  readonly requested_at: Date;
  readonly completed_at: Date | null;
}

/** The ledger of erasures; empty when the database holds no schema yet. */
export async function readErasures(client: pg.Pool | pg.PoolClient): Promise<readonly ErasureRow[]> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('public.erasures') is not null as found`,
  );
  if (rows[0]?.found !== true) return [];
  return (await client.query<ErasureRow>('select * from erasures')).rows;
}

/**
 * Erases again what a restored backup has brought back: every row of the Conversation in every table that
 * names one, the bots' own included. What the backup held is older than the erasure, so all of it goes.
 */
export async function reapplyErasure(client: pg.PoolClient, erasure: ErasureRow): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.columns
     where table_schema = 'public' and column_name = 'conversation_id' and table_name <> 'erasures'`,
  );
  for (const { name } of tables) {
    await client.query(`delete from ${name} where conversation_id = $1`, [erasure.conversation_id]);
  }
  await client.query('delete from conversations where id = $1', [erasure.conversation_id]);
  await client.query(
    `insert into erasures (id, bot, conversation_id, through_seq, requested_at, completed_at)
     values ($1, $2, $3, $4, $5, coalesce($6, now())) on conflict (id) do nothing`,
    [
      erasure.id,
      erasure.bot,
      erasure.conversation_id,
      erasure.through_seq,
      erasure.requested_at,
      erasure.completed_at,
    ],
  );
}
