import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** Shuts a researcher out: token, sessions, link codes and chat. One row, or none when there is no such one. */
export function disableResearcher(id: string, at: number): TurnWrite {
  return {
    name: 'esm-disable-researcher',
    sql: `WITH ended AS (DELETE FROM esm_sessions WHERE researcher_id = $1),
  unused AS (DELETE FROM esm_link_codes WHERE researcher_id = $1)
UPDATE esm_researchers SET disabled_at = ${instant('$2')}, chat_conversation_id = NULL, chat_channel = NULL,
  chat_sealed = NULL
WHERE researcher_id = $1 AND disabled_at IS NULL`,
    values: [id, at],
    expectedRows: 1,
  };
}
