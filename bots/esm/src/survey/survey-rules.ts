import { readEsmSettings } from '../esm-settings.ts';
import type { Session } from '../session.ts';
import type { TrainingRules } from '../training/graduation.ts';

/** What the installation sets for surveys. */
export interface SurveyRules {
  /** `validation.strictMode`. */
  readonly strict: boolean;
  readonly training: TrainingRules;
}

/** The settings that concern surveys, by the variables of this installation. */
export function surveyRules({ context }: Session): SurveyRules {
  const { validation, training } = readEsmSettings(context.settings);
  const { DAYS: days, qualityThreshold } = training;
  return { strict: validation.strictMode, training: { days, qualityThreshold } };
}
