import type { Statement } from 'opora';

/** A table of the bot, and by which columns its rows belong to a study. */
export type OwnedTableRow = {
  readonly table: string;
  readonly hasStudy: boolean;
  readonly hasConversation: boolean;
  readonly hasResponse: boolean;
};

/** Kept of a deleted study: its own row, the audit, notices until they are purged, what is still to be told. */
const kept = ['esm_studies', 'esm_study_versions', 'esm_audit', 'esm_deletion_notices', 'esm_announcements'];

/** Reads the tables of the bot that hold rows of studies, those of later migrations included. */
export function selectOwnedTables(): Statement {
  return {
    name: 'esm-select-owned-tables',
    sql: `SELECT quote_ident(c.table_name) AS table, bool_or(c.column_name = 'study_id') AS "hasStudy",
  bool_or(c.column_name = 'conversation_id') AS "hasConversation",
  bool_or(c.column_name = 'response_id') AS "hasResponse"
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name LIKE 'esm\\_%'
  AND c.table_name <> ALL($1::text[])
GROUP BY c.table_name
HAVING bool_or(c.column_name IN ('study_id', 'conversation_id'))
ORDER BY c.table_name`,
    values: [kept],
  };
}
