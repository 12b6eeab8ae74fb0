import type { TurnWrite } from 'opora';
import type { BeepDetails } from '../beeps/beep-state.ts';

/** A beep to be stored. */
export interface NewBeep extends BeepDetails {
  readonly id: string;
  readonly planVersion: number;
  readonly seedReference: string;
  readonly zone: string;
  readonly isTraining: boolean;
  readonly status: 'planned' | 'opened' | 'missed';
  readonly openedAt: number | null;
  readonly closedAt: number | null;
}

/**
 * Stores beeps of one participant. A row that exists stays as it is, unless it was cancelled before it was sent:
 * then it is planned anew. Repeating it changes nothing.
 */
export function insertBeeps(conversationId: string, studyId: string, beeps: readonly NewBeep[]): TurnWrite {
  const rows = beeps.map((beep) => ({
    beep_id: beep.id,
    schedule: beep.schedule,
    kind: beep.kind,
    wave: beep.wave,
    study_day: beep.studyDay,
    local_date: beep.date,
    number: beep.number,
    plan_version: beep.planVersion,
    seed_reference: beep.seedReference,
    zone: beep.zone,
    preview: beep.preview,
    is_training: beep.isTraining,
    status: beep.status,
    planned_ms: beep.at,
    opened_ms: beep.openedAt,
    closed_ms: beep.closedAt,
    timing: { ...beep.timing, instrument: beep.instrument },
  }));
  return {
    name: 'esm-insert-beeps',
    sql: `INSERT INTO esm_beeps (
  conversation_id, study_id, beep_id, schedule, kind, wave, study_day, local_date, number, plan_version,
  seed_reference, zone, preview, is_training, status, planned_at, opened_at, closed_at, timing
)
SELECT $1, $2, beep_id, schedule, kind, wave, study_day, local_date, number, plan_version,
  seed_reference, zone, preview, is_training, status, to_timestamp(planned_ms / 1000),
  to_timestamp(opened_ms / 1000), to_timestamp(closed_ms / 1000), timing
FROM jsonb_to_recordset($3::jsonb) AS row(
  beep_id text, schedule text, kind text, wave text, study_day integer, local_date date, number integer,
  plan_version integer, seed_reference text, zone text, preview boolean, is_training boolean, status text,
  planned_ms double precision, opened_ms double precision, closed_ms double precision, timing jsonb
)
ON CONFLICT (conversation_id, schedule, local_date, number, preview) DO UPDATE SET
  wave = excluded.wave, study_day = excluded.study_day, plan_version = excluded.plan_version,
  seed_reference = excluded.seed_reference, zone = excluded.zone, is_training = excluded.is_training,
  status = excluded.status, planned_at = excluded.planned_at, closed_at = excluded.closed_at,
  timing = excluded.timing, cancelled_for = NULL
WHERE esm_beeps.status = 'cancelled' AND esm_beeps.sent_at IS NULL`,
    values: [conversationId, studyId, JSON.stringify(rows)],
  };
}
