import type { Language } from 'opora';
import type { ParticipationRow } from '../postgres/patterns/select-participation.ts';
import { feedbackTexts } from '../texts/parts/feedback.ts';
import { fill } from '../texts/texts.ts';
import { type FeedbackPolicy, showsParticipation } from './feedback-policy.ts';
import { lowCompliance } from './patterns.ts';

/** What one person took part in; nothing of what was answered. As `readParticipation` gives it. */
export type Participation = ParticipationRow & {
  /** Whether the training is over. */
  readonly trainingCompleted: boolean;
};

/** Numbers of surveys, and of days with one, that stand in `/achievements`. */
const surveySteps = [5, 10, 25, 50, 100, 200, 400];
const daySteps = [3, 7, 14, 28, 56];

/** Which day of how many somebody is at; null where the study names no days. */
export type StudyDay = { readonly day: number; readonly last: number } | null;

/**
 * `/stats`: the day of the study, how many signals, events and surveys there were, and what became of them. The sentence that
 * there is no feedback where the study gives none. Pure.
 */
export function feedbackForStats(
  policy: FeedbackPolicy,
  participation: Participation,
  day: StudyDay,
  language: Language,
): string {
  const texts = feedbackTexts[language];
  if (!showsParticipation(policy)) return texts.noFeedback;
  const { sent, completed, partial, expired, skipped, events, surveys, days } = participation;
  const optional = (text: string, count: number) => (count === 0 ? [] : [fill(text, { count })]);
  const lines = [
    ...(day === null ? [] : [fill(texts.statsDay, day)]),
    fill(texts.statsSent, { count: sent }),
    fill(texts.statsCompleted, { count: completed }),
    ...optional(texts.statsPartial, partial),
    ...optional(texts.statsExpired, expired),
    ...optional(texts.statsSkipped, skipped),
    ...optional(texts.statsEvents, events),
    fill(texts.statsSurveys, { count: surveys }),
    fill(texts.statsDays, { count: days }),
  ];
  return [texts.statsTitle, ...lines.map((line) => `• ${line}`)].join('\n');
}

/**
 * `/achievements`: what was passed by taking part, and the next number of surveys that is named. Of the steps in numbers the
 * highest stands for the lower ones; what was answered counts for nothing. Pure.
 */
export function feedbackForAchievements(
  policy: FeedbackPolicy,
  { surveys, days, trainingCompleted }: Participation,
  language: Language,
): string {
  const texts = feedbackTexts[language];
  if (!showsParticipation(policy)) return texts.noFeedback;
  const survey = surveySteps.findLast((step) => surveys >= step);
  const day = daySteps.findLast((step) => days >= step);
  const reached = [
    ...(surveys > 0 ? [texts.achievementFirst] : []),
    ...(trainingCompleted ? [texts.achievementTraining] : []),
    ...(survey === undefined ? [] : [fill(texts.achievementSurveys, { count: survey })]),
    ...(day === undefined ? [] : [fill(texts.achievementDays, { count: day })]),
  ];
  const next = surveySteps.find((step) => surveys < step);
  return [
    ...(reached.length === 0
      ? [texts.achievementsNone]
      : [texts.achievementsTitle, ...reached.map((line) => `✓ ${line}`)]),
    ...(next === undefined ? [] : [fill(texts.achievementNext, { count: next, left: next - surveys })]),
  ].join('\n');
}

/**
 * The sentence that offers other hours, or null: where fewer than half of the newest 20 signals (10 at least) were answered
 * completely, the protocol lets participants choose their hours, and the study gives feedback. Sampling itself never adapts.
 * Pure.
 */
export function feedbackForHours(
  policy: FeedbackPolicy,
  participation: Participation,
  mayChangeHours: boolean,
  language: Language,
): string | null {
  const { recent_sent: sent, recent_completed: completed } = participation;
  if (!showsParticipation(policy) || !mayChangeHours || sent < lowCompliance.least) return null;
  if (completed >= sent * lowCompliance.share) return null;
  return fill(feedbackTexts[language].otherHours, { signals: sent });
}
