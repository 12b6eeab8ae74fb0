import type { Database } from '../../contracts/bot.ts';
import type { Json } from '../../contracts/json.ts';
import type { UpdateContent } from '../../contracts/update.ts';

/** A Turn of the past hour as the Guards read it. */
export interface RecentTurnRow {
  readonly through_seq: number;
  readonly journal: Json;
}

export interface RecentUpdateRow {
  readonly seq: number;
  readonly external_id: string;
  readonly content: UpdateContent;
  readonly request_id: string;
  readonly received_at: number;
}

/** Rows read at most; a person who said more within an hour is over every limit anyway. */
const maximumRows = 300;

/** The Turns before `turnSeq` that were committed since, and the Updates they handled; oldest first. */
export async function readRecentTurns(
  database: Database,
  request: { readonly conversationId: string; readonly turnSeq: number; readonly sinceMs: number },
): Promise<{ readonly turns: readonly RecentTurnRow[]; readonly updates: readonly RecentUpdateRow[] }> {
  const { conversationId, turnSeq, sinceMs } = request;
  const [turns, updates] = await Promise.all([
    database.query<RecentTurnRow>({
      name: 'recent_turns',
      sql: `select through_seq::float8 as through_seq, journal from (
          select seq, through_seq, journal from turns
          where conversation_id = $1 and seq < $2 and committed_at >= to_timestamp($3::float8 / 1000)
          order by seq desc limit ${maximumRows}
        ) newest order by seq`,
      values: [conversationId, turnSeq, sinceMs],
    }),
    database.query<RecentUpdateRow>({
      name: 'recent_updates',
      sql: `select seq::float8 as seq, external_id, content, request_id, received_at from (
          select seq, external_id, content, request_id,
            extract(epoch from received_at)::float8 * 1000 as received_at
          from updates
          where conversation_id = $1 and received_at >= to_timestamp($3::float8 / 1000)
            and seq <= coalesce((select max(through_seq) from turns where conversation_id = $1 and seq < $2), 0)
          order by seq desc limit ${maximumRows}
        ) newest order by seq`,
      values: [conversationId, turnSeq, sinceMs],
    }),
  ]);
  return { turns, updates };
}

/** Whether an Update before `beforeSeq` had something replaced before it was stored. */
export async function hadReplaced(
  database: Database,
  conversationId: string,
  beforeSeq: number,
): Promise<boolean> {
  // As text: Postgres refuses to look into a `json` value with U+0000 anywhere in it, and what is written inside
  // of a text has its quotes escaped.
  const rows = await database.query<{ found: boolean }>({
    name: 'had_replaced',
    sql: `select exists (select 1 from updates
      where conversation_id = $1 and seq < $2 and strpos(content::text, '"replaced":') > 0) as found`,
    values: [conversationId, beforeSeq],
  });
  return rows[0]?.found === true;
}
