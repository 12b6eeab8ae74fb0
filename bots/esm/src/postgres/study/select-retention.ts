import type { Statement } from 'opora';
import { instant } from './sql-time.ts';

/** A closed study whose time is over, or nearly so. */
export type RetentionRow = {
  readonly id: string;
  /** `announce` 30 days ahead, `delete` when the days are over and it was announced 30 days before. */
  readonly due: 'announce' | 'delete';
};

/** Reads what is due of the retention of studies at `now`. */
export function selectRetention(now: number): Statement {
  return {
    name: 'esm-select-retention',
    sql: `SELECT study_id AS id, CASE WHEN retention_announced_at IS NULL THEN 'announce' ELSE 'delete' END AS due
FROM esm_studies
WHERE status = 'closed' AND CASE
  WHEN retention_announced_at IS NULL
    THEN closed_at + (retention_days - 30) * interval '1 day' <= ${instant('$1')}
  ELSE closed_at + retention_days * interval '1 day' <= ${instant('$1')}
    AND retention_announced_at + interval '30 days' <= ${instant('$1')}
END
ORDER BY study_id`,
    values: [now],
  };
}
