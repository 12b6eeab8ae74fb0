import type { ReportValidation } from '../validator/report.ts';

/** Rules that are surer than this, or less sure, need no second opinion. */
const unsure = { from: 0.35, to: 0.75 } as const;

/** What decides whether a model may and should be asked about a report. */
export interface OpinionConditions {
  /** `ai.enableSmartValidation`. */
  readonly enabled: boolean;
  /** The switch of the study. */
  readonly studyAllows: boolean;
  /** The participant's consent to a provider. */
  readonly consented: boolean;
  /** How the item is checked. */
  readonly item: 'moment' | 'specific';
}

/** Whether the rules are in doubt about `local` and nothing forbids to ask a model (specification, §9). */
export function needsOpinion(local: ReportValidation, conditions: OpinionConditions): boolean {
  const { enabled, studyAllows, consented, item } = conditions;
  if (!enabled || !studyAllows || !consented || item !== 'moment') return false;
  const top = Math.max(0, ...local.classes.map(({ confidence }) => confidence));
  return top >= unsure.from && top <= unsure.to;
}
