import type { TrainingState } from './training-state.ts';

/** When training ends by itself. */
export interface TrainingRules {
  /** `training.DAYS`: fewest training days; default 3. */
  readonly days: number;
  /** `training.qualityThreshold`: mean quality of the last six first texts, 0–100; default 70. */
  readonly qualityThreshold: number;
}

/** Completed surveys and moment reports that are needed besides days. */
const fewestSurveys = 6;
const judgedReports = 6;
/** Training days after which it ends anyway, unless more are asked for. */
const mostDays = 7;
const keptQualities = 30;

/** A survey that was completed. */
export interface CompletedSurvey {
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
  /** Qualities of the first texts of its moment reports, those without one left out. */
  readonly qualities: readonly number[];
  /** Ms since the epoch. */
  readonly at: number;
}

/** Counts a completed survey; ends the training when it was the last one needed. */
export function afterSurvey(
  training: TrainingState,
  { date, qualities, at }: CompletedSurvey,
  rules: TrainingRules,
): TrainingState {
  const counted = countReports(training, qualities);
  if (training.end !== null) return counted;
  const trained: TrainingState = {
    ...counted,
    startDate: training.startDate ?? date,
    days: date === training.lastDate ? training.days : training.days + 1,
    lastDate: date,
    surveys: training.surveys + 1,
  };
  const by = endOf(trained, rules);
  return by === null ? trained : { ...trained, end: { by, at } };
}

function countReports(training: TrainingState, qualities: readonly number[]): TrainingState {
  return {
    ...training,
    qualities: [...training.qualities, ...qualities].slice(-keptQualities),
    qualitySum: training.qualitySum + qualities.reduce((sum, quality) => sum + quality, 0),
    reports: training.reports + qualities.length,
  };
}

function endOf(training: TrainingState, rules: TrainingRules): 'quality' | 'limit' | null {
  const { held, days, surveys, qualities } = training;
  if (held) return null;
  const judged = qualities.slice(-judgedReports);
  const mean = judged.reduce((sum, quality) => sum + quality, 0) / judgedReports;
  const isGood = judged.length === judgedReports && mean >= rules.qualityThreshold;
  if (days >= rules.days && surveys >= fewestSurveys && isGood) return 'quality';
  return days >= Math.max(mostDays, rules.days) ? 'limit' : null;
}

/** A researcher's decision: ends the training, or takes it up again and holds it until decided otherwise. */
export function decideTraining(training: TrainingState, completed: boolean, at: number): TrainingState {
  if (!completed) return { ...training, end: null, held: true };
  return { ...training, end: training.end ?? { by: 'researcher', at }, held: false };
}

/** What is left at least before training can end: days and surveys, never qualities. */
export function leftInTraining(
  training: TrainingState,
  rules: TrainingRules,
): { readonly days: number; readonly surveys: number } {
  return {
    days: Math.max(0, rules.days - training.days),
    surveys: Math.max(0, fewestSurveys - training.surveys),
  };
}
