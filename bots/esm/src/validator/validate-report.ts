import { type Clock, type Language, systemClock } from 'opora';
import { countingConfidence, findClasses } from './classes/find-classes.ts';
import { findGarbage } from './classes/find-garbage.ts';
import { findPresupposition } from './find-presupposition.ts';
import { detectLanguage } from './language/detect-language.ts';
import { languageRules } from './language/language-rules.ts';
import { gradeOf, measureQuality } from './measure-quality.ts';
import { findPhenomena } from './phenomena/find-phenomena.ts';
import { readReport } from './read-report.ts';
import type { FaultClass, Finding, Phenomenon, Presupposition, ReportValidation } from './report.ts';
import { type Token, tokenise } from './words/tokenise.ts';

/** Confidence from which a class counts in strict mode. */
export const strictCountingConfidence = 0.45;

/** What the validator is told besides the text. */
export interface ValidateReportOptions {
  /** The chat's language, for texts that do not show theirs. */
  readonly language?: Language;
  /** `specific` texts are checked for garbage and avoidance only. */
  readonly item: 'moment' | 'specific';
  /** Threshold 0.45 instead of 0.6. Default false. */
  readonly strict?: boolean;
  /** Times the call. Default the machine's clock. */
  readonly clock?: Pick<Clock, 'monotonic'>;
}

interface Findings {
  readonly language: ReportValidation['language'];
  readonly classes: readonly Finding<FaultClass>[];
  readonly presupposition: Finding<Presupposition> | null;
  readonly phenomena: readonly Finding<Phenomenon>[];
}

function find(
  text: string,
  tokens: readonly Token[],
  options: ValidateReportOptions,
  threshold: number,
): Findings {
  const language = detectLanguage(text, tokens, options.language, (tongue) => {
    const { index } = languageRules[tongue];
    return tokens.filter(({ norm }) => index.knows(norm)).length;
  });
  const nothingElse = { presupposition: null, phenomena: [] };
  const triples = language === 'unchecked' ? null : languageRules[language].letterTriples;
  const garbage = findGarbage(text, tokens, triples);
  if (garbage !== null)
    return {
      language: language === 'unchecked' ? (options.language ?? 'en') : language,
      classes: [garbage],
      ...nothingElse,
    };
  if (language === 'unchecked') return { language, classes: [], ...nothingElse };
  const reading = readReport(text, tokens, languageRules[language]);
  const all = findClasses(reading);
  if (options.item === 'specific') {
    return { language, classes: all.filter(({ id }) => id === 'avoidance'), ...nothingElse };
  }
  const { presupposition, classes } = findPresupposition(reading, all);
  const counts = classes.some(({ confidence }) => confidence >= threshold);
  const phenomena = counts || presupposition !== null ? [] : findPhenomena(reading);
  return { language, classes, presupposition, phenomena };
}

/**
 * Reads one answer as a report of the moment before the beep: classes that ask for a probe, with the words that show
 * them; a presupposition; candidates for phenomena; a figure of quality. Pure but for the clock, without a model,
 * linear in the length of the text. Never throws.
 */
export function validateReport(text: string, options: ValidateReportOptions): ReportValidation {
  const clock = options.clock ?? systemClock;
  const startedAt = clock.monotonic();
  const threshold = options.strict === true ? strictCountingConfidence : countingConfidence;
  const findings = find(text, tokenise(text), options, threshold);
  const counts = findings.classes.some(({ confidence }) => confidence >= threshold);
  const quality = findings.language === 'unchecked' ? null : measureQuality(findings.classes, threshold);
  return {
    verdict: counts || findings.presupposition !== null ? 'probe' : 'accept',
    ...findings,
    quality,
    grade: quality === null ? null : gradeOf(quality),
    source: 'local',
    durationMs: clock.monotonic() - startedAt,
  };
}
