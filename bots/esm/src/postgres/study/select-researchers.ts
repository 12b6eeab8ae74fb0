import type { Statement } from 'opora';
import type { Role } from '../../study/researchers/role.ts';
import { isoTime } from './sql-time.ts';

/** A researcher as operators see one; times are ISO 8601 in UTC. */
export type ResearcherRow = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly isLinked: boolean;
  readonly createdAt: string;
  readonly disabledAt: string | null;
};

/** Reads all researchers, oldest first. */
export function selectResearchers(): Statement {
  return {
    name: 'esm-select-researchers',
    sql: `SELECT researcher_id AS id, name, role, chat_conversation_id IS NOT NULL AS "isLinked",
  ${isoTime('created_at')} AS "createdAt", ${isoTime('disabled_at')} AS "disabledAt"
FROM esm_researchers ORDER BY created_at, researcher_id`,
    values: [],
  };
}
