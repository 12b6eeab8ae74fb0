import type { Json } from '../../contracts/json.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

const text = `
update deliveries set progress = $4::json
where conversation_id = $1 and seq = $2 and attempt <= $3 and next_at is not null
returning seq`;

/** Keeps a channel's intermediate result for the next Attempt; false when the Delivery is no longer this Attempt's. */
export async function saveProgress(
  run: RunStatement,
  client: SqlClient,
  conversationId: string,
  seq: number,
  attempt: number,
  progress: Json,
): Promise<boolean> {
  const rows = await run(client, 'save_progress', text, [
    conversationId,
    seq,
    attempt,
    toJsonParameter(progress),
  ]);
  return rows.length > 0;
}
