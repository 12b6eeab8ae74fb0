import type { Language } from 'opora';
import { type ProbeKind, probeTexts } from '../texts/parts/probes.ts';
import { fill } from '../texts/texts.ts';
import { countingConfidence } from '../validator/classes/find-classes.ts';
import type { FaultClass, Finding, ReportValidation } from '../validator/report.ts';
import { strictCountingConfidence } from '../validator/validate-report.ts';

/** Which text is asked about, and how often one may be. */
export interface ProbeRules {
  /** How the item is checked. */
  readonly item: 'moment' | 'specific';
  /** From 1; 0 outside of training. */
  readonly trainingDay: number;
  /** `validation.strictMode`: classes count earlier, and one probe more is allowed. */
  readonly strict: boolean;
}

/** Probes that one text may get: two on the first two training days, one afterwards; one more in strict mode. */
export function probesAllowed({ trainingDay, strict }: Omit<ProbeRules, 'item'>): number {
  return (trainingDay === 1 || trainingDay === 2 ? 2 : 1) + (strict ? 1 : 0);
}

/** The classes of a validation that count, strongest first. */
export function countingClasses(
  { classes }: Pick<ReportValidation, 'classes'>,
  strict: boolean,
): readonly Finding<FaultClass>[] {
  const threshold = strict ? strictCountingConfidence : countingConfidence;
  return classes.filter(({ confidence }) => confidence >= threshold);
}

/**
 * How to ask about a text once more; null when it is accepted: by its verdict, because probes are used up, or because
 * its presupposition was asked about before. `asked` are the probes this text has had.
 */
export function chooseProbe(
  validation: ReportValidation,
  asked: readonly ProbeKind[],
  rules: ProbeRules,
): ProbeKind | null {
  if (validation.verdict === 'accept' || asked.length >= probesAllowed(rules)) return null;
  const [strongest] = countingClasses(validation, rules.strict);
  if (rules.item === 'specific') return strongest?.id === 'avoidance' ? 'specific-choice' : 'specific-words';
  if (strongest === undefined && asked.includes('presupposition')) return null;
  const kind = strongest === undefined ? 'presupposition' : kindFor(strongest.id);
  return asked.includes(kind) ? 'again' : kind;
}

function kindFor(id: FaultClass): ProbeKind {
  if (id === 'garbage') return 'words';
  if (id === 'avoidance') return 'choice';
  return id === 'multi_moment' ? 'last' : 'moment';
}

/** Words of the participant that a probe repeats at most, so that it stays within 25 words. */
const citedWords = 10;
const citedCharacters = 120;

/** The sentence of a probe. A presupposition is asked about in the participant's own words. */
export function probeText(
  kind: ProbeKind,
  language: Language,
  text: string,
  { presupposition }: Pick<ReportValidation, 'presupposition'>,
): string {
  const claim = presupposition === null ? text : text.slice(presupposition.start, presupposition.end);
  return fill(probeTexts[language].probes[kind], { words: cite(claim) });
}

function cite(claim: string): string {
  const words = claim.split(/\s+/u).filter((word) => word !== '');
  const short = words.slice(0, citedWords).join(' ');
  const characters = [...short];
  const cut = characters.length > citedCharacters ? characters.slice(0, citedCharacters).join('') : short;
  return cut.length < words.join(' ').length ? `${cut}…` : cut;
}
