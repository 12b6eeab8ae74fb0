import type { Json, TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/** One line of the audit. `detail` holds ids and counts only, never words, pseudonyms or chats of participants. */
export interface AuditEntry {
  /** Null for what concerns no study. */
  readonly studyId: string | null;
  readonly at: number;
  /** `researcher:<id>`, `operator`, `participant`, or `opora` for its jobs. */
  readonly actor: string;
  /** `study.open`, `texts.view`, …: thing and verb. */
  readonly action: string;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** Adds a line to the audit; the database refuses to change or delete one. */
export function insertAudit(entry: AuditEntry): TurnWrite {
  return {
    name: 'esm-insert-audit',
    sql: `INSERT INTO esm_audit (study_id, at, actor, action, detail)
VALUES ($1, ${instant('$2')}, $3, $4, $5::jsonb)`,
    values: [entry.studyId, entry.at, entry.actor, entry.action, JSON.stringify(entry.detail ?? {})],
  };
}
