import type { Language, Statement } from 'opora';
import type { Feedback } from '../../study/study.ts';
import type { StudyStatus } from '../../study/study-status.ts';
import type { VersionMark } from '../../study/versions-in-force.ts';
import { epochMs, instant } from './sql-time.ts';

/** What every Turn of a participant is told of the study; small, since the Turn's journal keeps it. */
export type TurnStudyRow = {
  readonly id: string;
  readonly status: StudyStatus;
  readonly languages: readonly Language[];
  readonly aiAllowed: boolean;
  readonly feedback: Feedback;
  readonly planSeed: string;
  readonly revision: number;
  /** Those that may still hold on any local date from yesterday on; `hash` has 32 digits. */
  readonly versions: readonly VersionMark[];
};

/** Reads a study for a Turn at `now`, ms since the epoch. */
export function selectTurnStudy(id: string, now: number): Statement {
  return {
    name: 'esm-select-turn-study',
    sql: `SELECT s.study_id AS id, s.status, s.languages, s.ai_allowed AS "aiAllowed", s.feedback,
  s.plan_seed AS "planSeed", s.revision,
  COALESCE((
    SELECT jsonb_agg(jsonb_build_object(
      'kind', v.kind, 'version', v.version, 'name', v.name, 'hash', left(v.hash, 32),
      'inForceAt', ${epochMs('v.in_force_at')}
    ) ORDER BY v.kind, v.version)
    FROM esm_study_versions v
    WHERE v.study_id = s.study_id AND v.version >= COALESCE((
      SELECT max(o.version) FROM esm_study_versions o
      WHERE o.study_id = v.study_id AND o.kind = v.kind AND o.name = v.name
        AND (o.in_force_at IS NULL OR o.in_force_at < ${instant('$2')} - interval '3 days')
    ), 0)
  ), '[]'::jsonb) AS versions
FROM esm_studies s
WHERE s.study_id = $1`,
    values: [id, now],
  };
}
