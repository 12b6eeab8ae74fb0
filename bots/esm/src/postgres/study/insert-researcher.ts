import type { TurnWrite } from 'opora';
import type { Role } from '../../study/researchers/role.ts';
import { instant } from './sql-time.ts';

/** Adds a researcher. */
export function insertResearcher(researcher: {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly tokenHash: string;
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-insert-researcher',
    sql: `INSERT INTO esm_researchers (researcher_id, name, role, token_hash, created_at)
VALUES ($1, $2, $3, $4, ${instant('$5')})`,
    values: [researcher.id, researcher.name, researcher.role, researcher.tokenHash, researcher.at],
  };
}
