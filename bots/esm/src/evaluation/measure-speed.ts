import { type Language, languages } from 'opora';
import type { GoldenExample } from '../validator/golden/golden-example.ts';
import type { LocalValidator } from '../validator/local-validator.ts';
import { hostileText, hostileUnits, longReport } from './speed-texts.ts';

/** Times of validations, in ms. A text counts with the median of its runs, so that other work disturbs little. */
export interface Times {
  /** Over texts. */
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
  /** The slowest single run, whatever disturbed it. */
  readonly slowestRun: number;
}

/** How fast texts of one length are judged. */
export interface SpeedOf {
  readonly length: number;
  /** Natural reports, by language. */
  readonly reports: Readonly<Record<Language, Times>>;
  /** Texts made to be slow. */
  readonly hostile: Times;
}

/** Runs of each text. */
const runs = 21;

/** Measures validations of natural and of hostile texts of a length, after a warm-up. */
export function measureSpeed(
  validator: LocalValidator,
  library: readonly GoldenExample[],
  length: number,
): SpeedOf {
  const naturals = (language: Language): readonly string[] =>
    Array.from({ length: 25 }, (_, from) => longReport(library, language, length, from));
  const hostiles = Object.values(hostileUnits).map((unit) => hostileText(unit, length));
  const byLanguage = languages.map((language) => [language, measure(validator, naturals(language))] as const);
  return {
    length,
    reports: Object.fromEntries(byLanguage) as Record<Language, Times>,
    hostile: measure(validator, hostiles),
  };
}

function measure({ validate }: LocalValidator, texts: readonly string[]): Times {
  for (const text of texts) validate(text);
  const timesOf = texts.map((text) =>
    Array.from({ length: runs }, () => validate(text).durationMs).sort((a, b) => a - b),
  );
  const medians = timesOf.map((times) => quantile(times, 0.5)).sort((a, b) => a - b);
  return {
    p50: quantile(medians, 0.5),
    p95: quantile(medians, 0.95),
    worst: quantile(medians, 1),
    slowestRun: Math.max(...timesOf.map((times) => quantile(times, 1))),
  };
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil((sorted.length - 1) * share)] ?? 0;
