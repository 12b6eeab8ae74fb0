import type { Database } from '../../contracts/bot.ts';

export interface DeadLetterRow {
  readonly id: string;
  readonly kind: 'turn' | 'delivery' | 'unknown-delivery';
  readonly bot: string;
  readonly channel: string | null;
  readonly conversation: string | null;
  readonly conversation_id: string;
  readonly from_seq: number;
  readonly through_seq: number;
  readonly reason: string;
  readonly created_at: number;
}

const columns = `l.id::text as id, l.kind, l.bot, c.channel, c.external_id as conversation,
  l.conversation_id::text as conversation_id, l.from_seq::float8 as from_seq,
  l.through_seq::float8 as through_seq, l.reason, extract(epoch from l.created_at)::float8 * 1000 as created_at`;

/** Open DeadLetters, oldest first. */
export function listDeadLetters(database: Database, limit: number): Promise<readonly DeadLetterRow[]> {
  return database.query<DeadLetterRow>({
    name: 'dead_letters_list',
    sql: `select ${columns} from dead_letters l left join conversations c on c.id = l.conversation_id
      where l.resolved_at is null order by l.id limit $1`,
    values: [limit],
  });
}

/** An open DeadLetter; null when there is none of this id. */
export async function findDeadLetter(database: Database, id: string): Promise<DeadLetterRow | null> {
  const rows = await database.query<DeadLetterRow>({
    name: 'dead_letters_find',
    sql: `select ${columns} from dead_letters l left join conversations c on c.id = l.conversation_id
      where l.id = $1 and l.resolved_at is null`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Closes an open DeadLetter; null when it is not open. */
export async function resolveDeadLetter(
  database: Database,
  id: string,
  resolution: 'retried' | 'dropped',
): Promise<DeadLetterRow | null> {
  const rows = await database.query<DeadLetterRow>({
    name: 'dead_letters_resolve',
    sql: `with closed as (
        update dead_letters set resolved_at = now(), resolution = $2
        where id = $1 and resolved_at is null returning *)
      select ${columns} from closed l left join conversations c on c.id = l.conversation_id`,
    values: [id, resolution],
  });
  return rows[0] ?? null;
}

/** Puts a given-up Delivery back into its lane, unless it has left or waits there already; false when it is not kept. */
export async function requeueDelivery(
  database: Database,
  conversationId: string,
  seq: number,
): Promise<boolean> {
  const rows = await database.query({
    name: 'dead_letters_requeue',
    sql: `with requeued as (
        update deliveries set status = 'pending', attempt = 0, next_at = now(), closed_at = null
        where conversation_id = $1 and seq = $2 and next_at is null and status in ('dead', 'unknown', 'refused'))
      select 1 from deliveries where conversation_id = $1 and seq = $2`,
    values: [conversationId, seq],
  });
  return rows.length > 0;
}
