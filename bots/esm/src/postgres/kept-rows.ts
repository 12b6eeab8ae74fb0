import type { KeptRows } from 'opora/app';

/** Deletions after a backup hold after its restore: the lines of the audit, and the notices that name pseudonyms. */
export const keptRows: readonly KeptRows[] = [
  {
    table: 'esm_audit',
    read: "SELECT to_jsonb(a) AS row FROM esm_audit a WHERE action = 'deletion' ORDER BY audit_id",
    write: `INSERT INTO esm_audit (study_id, at, actor, action, detail)
SELECT k.study_id, k.at, k.actor, k.action, k.detail FROM jsonb_populate_recordset(NULL::esm_audit, $1) k
WHERE NOT EXISTS (SELECT 1 FROM esm_audit a WHERE a.action = 'deletion' AND a.detail = k.detail)
ORDER BY k.audit_id`,
  },
  {
    table: 'esm_deletion_notices',
    read: 'SELECT to_jsonb(n) AS row FROM esm_deletion_notices n',
    write: `INSERT INTO esm_deletion_notices SELECT * FROM jsonb_populate_recordset(NULL::esm_deletion_notices, $1)
ON CONFLICT (deletion_id) DO NOTHING`,
  },
];
