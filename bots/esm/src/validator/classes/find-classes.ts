import type { MainLabel } from '../language/language-rules.ts';
import type { Reading } from '../read-report.ts';
import { classWeights, type FaultClass, type Finding } from '../report.ts';
import type { CueMatch } from '../words/find-cues.ts';
import type { Phrase } from '../words/phrase.ts';
import { type Evidence, findEvidence } from './find-evidence.ts';

/** Confidence from which a class counts. */
export const countingConfidence = 0.6;
/** Evidence below this tells nothing. */
const leastEvidence = 0.5;

/** A pattern that holds for its class, its confidence perhaps lowered by what else the report says. */
interface Hit {
  readonly match: CueMatch<string>;
  readonly confidence: number;
}

const patternClasses = (Object.keys(classWeights) as (keyof typeof classWeights)[]).filter(
  (id): id is Exclude<FaultClass, 'garbage' | 'beep_reaction'> =>
    id !== 'pristine' && id !== 'garbage' && id !== 'beep_reaction',
);

/** What is innerly said, thought or perceived is experience, whatever its words. */
function isShielded(match: CueMatch<string>, phrase: Phrase): boolean {
  return match.words.some((at) => {
    const shield = phrase.tokens[at]?.shield ?? 'none';
    if (shield === 'none') return false;
    if (match.cue.label === 'avoidance' && shield !== 'quotation' && shield !== 'clause') return false;
    return !(match.cue.throughTopic && shield === 'topic');
  });
}

/** How much of a class remains where something that was lived through is told as well. */
function remaining(id: FaultClass, matches: readonly CueMatch<string>[], evidence: Evidence): number {
  if (id === 'activity_only') return 1 - evidence.strength;
  if (id === 'vague') return 1 - 0.35 * evidence.strengthOutside(matches);
  if (id === 'evaluation') return 1 - 0.4 * evidence.strengthOutside(matches);
  return 1;
}

/** A verdict in so many words stands, whatever else is told. */
const isPlain = (id: FaultClass, match: CueMatch<string>): boolean =>
  id === 'evaluation' && match.cue.confidence >= 0.9;

/** Two signs that stand apart count for more than one. */
function toFinding<Id extends FaultClass>(id: Id, hits: readonly Hit[], phrase: Phrase): Finding<Id> | null {
  const sorted = [...hits].sort(
    (a, b) => b.confidence - a.confidence || a.match.words.length - b.match.words.length,
  );
  const [best] = sorted;
  if (best === undefined) return null;
  const second = sorted.find(({ match }) => match.first > best.match.last || match.last < best.match.first);
  const together = 1 - (1 - best.confidence) * (1 - (second?.confidence ?? 0) / 2);
  const confidence = Math.round(Math.max(best.confidence, Math.min(0.95, together)) * 100) / 100;
  const start = phrase.tokens[best.match.first]?.start ?? 0;
  const end = phrase.tokens[best.match.last]?.end ?? start;
  return { id, confidence, start, end };
}

/** Three deeds in a row are three moments, even when no word says "then"; perceptions count beside a deed. */
function chainOfDeeds(reading: Reading): Hit | null {
  const open = (label: 'deed' | 'event'): readonly CueMatch<MainLabel>[] =>
    (reading.matches.get(label) ?? []).filter((match) => !isShielded(match, reading.phrase));
  const deeds = open('deed');
  const chain = [...deeds, ...open('event')].sort((a, b) => a.last - b.last);
  const [first] = chain;
  const last = chain.at(-1);
  if (deeds.length === 0 || first === undefined || last === undefined) return null;
  if (new Set(chain.map((match) => match.last)).size < 3) return null;
  return { match: { ...first, last: last.last }, confidence: 0.75 };
}

/** A report that names nothing lived through and nothing that could be perceived tells too little. */
function namesNothing(reading: Reading, evidence: Evidence): Finding<'vague'> | null {
  const [first] = reading.phrase.tokens;
  const last = reading.phrase.tokens.at(-1);
  const scene = (reading.matches.get('scene') ?? []).length > 0;
  if (evidence.strength >= leastEvidence || scene) return null;
  return { id: 'vague', confidence: countingConfidence, start: first?.start ?? 0, end: last?.end ?? 0 };
}

/** All classes of a reading but `garbage`, strongest first, whether they count or not. */
export function findClasses(reading: Reading): Finding<FaultClass>[] {
  const evidence = findEvidence(reading);
  const found: (Finding<FaultClass> | null)[] = patternClasses.map((id) => {
    const matches = (reading.matches.get(id) ?? []).filter((match) => !isShielded(match, reading.phrase));
    const rest = remaining(id, matches, evidence);
    const hits = matches
      .map((match) => ({ match, confidence: match.cue.confidence * (isPlain(id, match) ? 1 : rest) }))
      .filter(({ confidence }) => confidence >= 0.1);
    const chain = id === 'multi_moment' ? chainOfDeeds(reading) : null;
    return toFinding(id, chain === null ? hits : [...hits, chain], reading.phrase);
  });
  const reactions = reading.signals.matches.map((match) => ({ match, confidence: match.cue.confidence }));
  found.push(toFinding('beep_reaction', reactions, reading.signals.phrase));
  if (!found.some((finding) => finding !== null && finding.confidence >= countingConfidence)) {
    found.push(namesNothing(reading, evidence));
  }
  return found.filter((finding) => finding !== null).sort((a, b) => b.confidence - a.confidence);
}
