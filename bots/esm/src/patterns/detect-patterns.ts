import { type Phenomenon, phenomena } from '../validator/report.ts';
import type {
  BlockCompliance,
  PatternResponse,
  PatternSettings,
  Patterns,
  ScaleSummary,
} from './patterns.ts';
import { recurringClasses } from './recurring-classes.ts';
import { spearman } from './spearman.ts';

/**
 * Looks for patterns in the completed responses of one person after training, oldest first. Null when detection is off, or
 * below the minimum of responses. Pure.
 */
export function detectPatterns(
  responses: readonly PatternResponse[],
  compliance: readonly BlockCompliance[],
  settings: PatternSettings,
): Patterns | null {
  const { enablePatternDetection, minDataForPersonalization } = settings;
  if (!enablePatternDetection || responses.length < minDataForPersonalization) return null;
  const items = [...new Set(responses.flatMap(({ scales }) => Object.keys(scales)))];
  const reports = responses.flatMap(({ classes }) => (classes === null ? [] : [classes]));
  return {
    responses: responses.length,
    scales: items.map((item) => summarise(item, valuesOf(responses, item))),
    pairs: pairsOf(items).flatMap(([one, other]) => {
      const both = responses.flatMap(({ scales }): readonly (readonly [number, number])[] => {
        const [x, y] = [scales[one], scales[other]];
        return x === undefined || y === undefined ? [] : [[x, y]];
      });
      const found = spearman(both);
      return found === null ? [] : [{ items: [one, other] as const, ...found }];
    }),
    compliance,
    recurring: recurringClasses(reports.toReversed()),
    confirmed: phenomena.map((id) => confirmedTimes(responses, id)),
  };
}

/** Number, mean, sample deviation and ends of some values; the deviation of a single one is 0. */
export function summarise(item: string, values: readonly number[]): ScaleSummary {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = n < 2 ? 0 : Math.sqrt(squares / (n - 1));
  return { item, n, mean, deviation, least: Math.min(...values), most: Math.max(...values) };
}

function valuesOf(responses: readonly PatternResponse[], item: string): readonly number[] {
  return responses.flatMap(({ scales }) => scales[item] ?? []);
}

function pairsOf(items: readonly string[]): readonly (readonly [string, string])[] {
  return items.flatMap((one, index) => items.slice(index + 1).map((other) => [one, other] as const));
}

function confirmedTimes(
  responses: readonly PatternResponse[],
  id: Phenomenon,
): Patterns['confirmed'][number] {
  const coded = responses.filter(({ isCoded }) => isCoded);
  return { id, times: coded.filter(({ confirmed }) => confirmed.includes(id)).length, of: coded.length };
}
