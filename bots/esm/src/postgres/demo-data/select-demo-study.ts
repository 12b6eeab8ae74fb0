import type { Statement } from 'opora';
import type { Instrument } from '../../instrument/instrument.ts';

/** A study with the definitions that are current. */
export type DemoStudyRow = {
  readonly plan_seed: string;
  readonly languages: readonly string[];
  readonly protocol: unknown;
  readonly instrument: Instrument | null;
  readonly consent_version: number | null;
};

/** Reads what invented data need of a study. */
export function selectDemoStudy(studyId: string): Statement {
  return {
    name: 'esm-demo-study',
    sql: `SELECT s.plan_seed, s.languages, s.consent_version, p.definition AS protocol, i.definition AS instrument
FROM esm_studies s
LEFT JOIN esm_study_versions p ON p.study_id = s.study_id AND p.kind = 'protocol' AND p.version = s.protocol_version
LEFT JOIN esm_study_versions i ON i.study_id = s.study_id AND i.kind = 'instrument'
  AND i.version = s.instrument_version
WHERE s.study_id = $1`,
    values: [studyId],
  };
}
