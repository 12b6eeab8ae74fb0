import { countingConfidence } from '../validator/classes/find-classes.ts';
import { gradeOf, measureQuality } from '../validator/measure-quality.ts';
import type { FaultClass, Finding, Phenomenon, ReportValidation } from '../validator/report.ts';
import { strictCountingConfidence } from '../validator/validate-report.ts';
import { findQuote } from './find-quote.ts';
import type { Opinion } from './opinion.ts';

/** The most that a model weighs against the rules. */
const mostWeight = 0.7;
/** Candidates that both sides together believe in less are not shown to researchers. */
const leastCandidate = 0.4;

/** What is needed to weigh an opinion. */
export interface WeighOptions {
  /** The report as the participant wrote it. */
  readonly text: string;
  /** Strict mode: classes count from 0.45 instead of 0.6. */
  readonly strict: boolean;
  /** Puts personal data back into words that the model saw with placeholders. */
  readonly restore: (words: string) => string;
}

/**
 * The validation that rules and a model make together. With w = min(0.7, the model's confidence) every class becomes
 * local × (1 − w) + model × w; verdict, quality and grade follow from that. What the model says without words of the
 * report to show for it is void.
 */
export function weighOpinion(
  local: ReportValidation,
  opinion: Opinion,
  options: WeighOptions,
): ReportValidation {
  const weight = Math.min(mostWeight, opinion.confidence);
  const threshold = options.strict ? strictCountingConfidence : countingConfidence;
  const said = shown(opinion.classes, options).filter(isFault);
  const classes = mix(local.classes, said, weight).sort(
    (one, other) => other.confidence - one.confidence || one.start - other.start,
  );
  const asks = classes.some((found) => found.confidence >= threshold) || local.presupposition !== null;
  const candidates = mix(local.phenomena, shown(opinion.phenomena, options), weight)
    .filter(({ confidence }) => confidence >= leastCandidate)
    .sort((one, other) => one.start - other.start);
  const quality = local.quality === null ? null : measureQuality(classes, threshold);
  return {
    ...local,
    verdict: asks ? 'probe' : 'accept',
    classes,
    phenomena: asks ? [] : candidates,
    quality,
    grade: quality === null ? null : gradeOf(quality),
    source: 'ai',
  };
}

const isFault = (found: Finding<FaultClass | 'pristine'>): found is Finding<FaultClass> =>
  found.id !== 'pristine';

/** The findings whose evidence stands in the report, with the place of it; the surest of each kind. */
function shown<Id extends string>(
  claims: readonly { readonly id: Id; readonly confidence: number; readonly evidence: string }[],
  { text, restore }: WeighOptions,
): Finding<Id>[] {
  const found = new Map<Id, Finding<Id>>();
  for (const { id, confidence, evidence } of claims) {
    const passage = findQuote(text, restore(evidence));
    if (passage === null || confidence <= (found.get(id)?.confidence ?? 0)) continue;
    found.set(id, { id, confidence, ...passage });
  }
  return [...found.values()];
}

function mix<Id extends FaultClass | Phenomenon>(
  local: readonly Finding<Id>[],
  said: readonly Finding<Id>[],
  weight: number,
): Finding<Id>[] {
  const ids = new Set([...local, ...said].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const own = local.find((found) => found.id === id);
    const other = said.find((found) => found.id === id);
    const mixed = (own?.confidence ?? 0) * (1 - weight) + (other?.confidence ?? 0) * weight;
    const confidence = Math.round(mixed * 1_000) / 1_000;
    const place = own ?? other;
    return place === undefined || confidence === 0 ? [] : [{ ...place, confidence }];
  });
}
