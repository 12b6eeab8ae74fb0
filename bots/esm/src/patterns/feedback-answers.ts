import type { Language } from 'opora';
import { type Instrument, itemsOf, localText, type ScaleItem } from '../instrument/instrument.ts';
import type { ScaleCountRow } from '../postgres/patterns/select-own-answers.ts';
import { feedbackTexts } from '../texts/parts/feedback.ts';
import { fill } from '../texts/texts.ts';
import type { FaultClass } from '../validator/report.ts';
import { summarise } from './detect-patterns.ts';
import { type FeedbackPolicy, showsAnswers, showsParticipation } from './feedback-policy.ts';
import type { PatternSettings } from './patterns.ts';
import { recurringClasses } from './recurring-classes.ts';

/** Values of one person's scales with how often each was chosen; as `readScaleCounts` gives them. */
export type ScaleCounts = readonly ScaleCountRow[];

/** Longest bar, in characters. */
const longestBar = 12;
/** Scales with more values than this are drawn in steps. */
const mostLines = 11;
/** Longest bubble: below the limit of every Channel. */
const longestBubble = 3500;

/**
 * `/insights`: the person's own scales as bars with n, and from the minimum of responses with mean and spread. One or more
 * bubbles, in order. Where the study does not show answers (yet), the sentence that says so. Nothing of phenomena, classes or
 * quality, and of nobody else. Pure.
 */
export function feedbackForInsights(
  policy: FeedbackPolicy,
  own: { readonly counts: ScaleCounts; readonly isOver: boolean },
  instrument: Instrument,
  settings: Pick<PatternSettings, 'minDataForPersonalization'>,
  language: Language,
): readonly string[] {
  const texts = feedbackTexts[language];
  if (policy === 'none') return [texts.noFeedback];
  if (policy === 'participation') return [texts.participationOnly];
  if (!showsAnswers(policy, own.isOver)) return [texts.afterStudy];
  const scales = itemsOf(instrument).filter((item): item is ScaleItem => item.type === 'scale');
  const charts = scales.flatMap((scale) => {
    const counts = own.counts.filter(({ item }) => item === scale.id);
    const least = settings.minDataForPersonalization;
    return counts.length === 0 ? [] : [chartOf(scale, counts, instrument, language, least)];
  });
  return charts.length === 0 ? [texts.insightsNone] : toBubbles([texts.insightsTitle, ...charts]);
}

/**
 * One neutral line on how to report, or null: for the class that recurs most in the newest moment reports, where detection
 * is on, the study gives feedback and the person has the minimum of responses. It never tells that, or how often, the class
 * was found. Pure.
 */
export function feedbackForReporting(
  policy: FeedbackPolicy,
  recent: {
    /** Counting classes of the newest moment reports, newest first; as `readRecentReports` gives them. */
    readonly reports: readonly (readonly FaultClass[])[];
    /** Completed responses after training. */
    readonly afterTraining: number;
  },
  settings: PatternSettings,
  language: Language,
): string | null {
  const { enablePatternDetection, minDataForPersonalization } = settings;
  if (!enablePatternDetection || !showsParticipation(policy)) return null;
  if (recent.afterTraining < minDataForPersonalization) return null;
  const [first] = recurringClasses(recent.reports);
  return first === undefined ? null : feedbackTexts[language].howToReport[first.id];
}

function chartOf(
  scale: ScaleItem,
  counts: ScaleCounts,
  instrument: Instrument,
  language: Language,
  leastForSummary: number,
): string {
  const texts = feedbackTexts[language];
  const values = counts.flatMap(({ value, times }) => Array.from({ length: times }, () => value));
  const head = `${localText(scale.text, language, instrument)} ${fill(texts.scaleCount, { count: values.length })}`;
  const end = (point: number): string => localText(scale.anchors[String(point)] ?? {}, language, instrument);
  const ends = `${scale.min}: ${end(scale.min)}, ${scale.max}: ${end(scale.max)}`;
  const lines = [head, ends, ...bars(scale, counts)];
  if (values.length >= leastForSummary) lines.push(summaryLine(scale.id, values, language));
  return lines.join('\n');
}

function bars({ min, max }: ScaleItem, counts: ScaleCounts): readonly string[] {
  const step = Math.ceil((max - min + 1) / mostLines);
  const lines = Array.from({ length: Math.ceil((max - min + 1) / step) }, (_, index) => {
    const from = min + index * step;
    const to = Math.min(max, from + step - 1);
    const times = counts
      .filter(({ value }) => value >= from && value <= to)
      .reduce((sum, count) => sum + count.times, 0);
    return { name: from === to ? String(from) : `${from}…${to}`, times };
  });
  const most = Math.max(1, ...lines.map(({ times }) => times));
  const width = Math.max(...lines.map(({ name }) => name.length));
  return lines.map(({ name, times }) => {
    const bar = '█'.repeat(Math.max(times > 0 ? 1 : 0, Math.round((times / most) * longestBar)));
    return `${name.padStart(width, '\u2007')} ${bar === '' ? '·' : bar} ${times}`;
  });
}

function summaryLine(item: string, values: readonly number[], language: Language): string {
  const { mean, deviation, least, most } = summarise(item, values);
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return fill(feedbackTexts[language].scaleSummary, {
    ...{ mean: format.format(mean), deviation: format.format(deviation) },
    ...{ least: format.format(least), most: format.format(most) },
  });
}

function toBubbles(parts: readonly string[]): readonly string[] {
  const bubbles: string[] = [];
  for (const part of parts) {
    const last = bubbles.at(-1);
    if (last === undefined || last.length + part.length + 2 > longestBubble) bubbles.push(part);
    else bubbles[bubbles.length - 1] = `${last}\n\n${part}`;
  }
  return bubbles;
}
