import type { MainLabel } from '../language/language-rules.ts';
import type { Reading } from '../read-report.ts';
import type { Finding, Phenomenon } from '../report.ts';
import type { CueMatch } from '../words/find-cues.ts';

type Match = CueMatch<MainLabel>;

const shieldOf = (reading: Reading, match: Match): string =>
  match.words
    .map((at) => reading.phrase.tokens[at]?.shield ?? 'none')
    .find((shield) => shield === 'quotation' || shield === 'clause') ?? 'none';

/** True for words of what was only thought of: *planning the red wall* senses no red. */
const isTopic = (reading: Reading, match: Match): boolean =>
  match.words.some((at) => reading.phrase.tokens[at]?.shield === 'topic');

/** True when one of the two words before, in the same clause, denies. */
function isDenied(reading: Reading, { first }: Match): boolean {
  const { tokens, matchers } = reading.phrase;
  for (const at of [first - 1, first - 2]) {
    if (tokens[at]?.clause !== tokens[first]?.clause) return false;
    if (matchers[at]?.has(reading.rules.negation) === true) return true;
  }
  return false;
}

/** True when a person other than the reporter stands closer before the word: their feelings are theirs. */
function isOfOthers(reading: Reading, { first }: Match): boolean {
  const { tokens, matchers } = reading.phrase;
  for (let at = first - 1; at >= first - 4 && tokens[at]?.clause === tokens[first]?.clause; at -= 1) {
    if (matchers[at]?.has(reading.rules.firstPerson) === true) return false;
    if (matchers[at]?.has(reading.rules.otherPerson) === true) return true;
  }
  return false;
}

/** True when the sentence has told of somebody else's voice before. */
function isHeard({ matches, phrase }: Reading, match: Match): boolean {
  return (matches.get('heard') ?? []).some(
    ({ first, words }) =>
      phrase.tokens[first]?.sentence === phrase.tokens[match.first]?.sentence &&
      (first <= match.last || words.some((at) => match.words.includes(at))),
  );
}

const overlaps = (a: Match, b: Match): boolean => a.words.some((at) => b.words.includes(at));

function toFinding(id: Phenomenon, matches: readonly Match[], reading: Reading): Finding<Phenomenon> | null {
  const best = [...matches].sort((a, b) => b.cue.confidence - a.cue.confidence || a.first - b.first)[0];
  if (best === undefined) return null;
  const start = reading.phrase.tokens[best.first]?.start ?? 0;
  return { id, confidence: best.cue.confidence, start, end: reading.phrase.tokens[best.last]?.end ?? start };
}

function unsymbolized(reading: Reading): readonly Match[] {
  const { matches } = reading;
  if ((matches.get('wordless') ?? []).length === 0) return [];
  return (matches.get('thought') ?? [])
    .filter((match) => shieldOf(reading, match) !== 'quotation' && !isDenied(reading, match))
    .map((match) => ({ ...match, cue: { ...match.cue, confidence: 0.8 } }));
}

/** Sensory matches that are not part of a feeling, of an inner picture or of some task. */
function sensory(
  reading: Reading,
  feelings: readonly Match[],
  pictures: readonly Match[],
  speech: readonly Match[],
): readonly Match[] {
  const { matches, phrase } = reading;
  const bodily = feelings.length > 0 ? (matches.get('bodily') ?? []) : [];
  const empty = matches.get('nothing') ?? [];
  const taken = [...feelings, ...bodily, ...speech, ...empty, ...(matches.get('heard') ?? [])];
  // Colours and shapes of an inner picture are seen, not sensed.
  if (pictures.length > 0) return [];
  const purposes = new Set((matches.get('purpose') ?? []).map(({ first }) => phrase.tokens[first]?.clause));
  return (matches.get('sensoryAwareness') ?? []).filter((match) => {
    const token = phrase.tokens[match.first];
    if (purposes.has(token?.clause)) return false;
    return !taken.some((other) => overlaps(match, other));
  });
}

/** Candidates for the five phenomena, one of each at most, in order of appearance. */
export function findPhenomena(reading: Reading): readonly Finding<Phenomenon>[] {
  const wordless = reading.matches.get('wordless') ?? [];
  const of = (label: MainLabel): readonly Match[] =>
    (reading.matches.get(label) ?? []).filter(
      (match) =>
        !isDenied(reading, match) &&
        shieldOf(reading, match) === 'none' &&
        !wordless.some((absent) => overlaps(match, absent)),
    );
  const feelings = of('feeling').filter((match) => !isOfOthers(reading, match));
  const pictures = of('innerSeeing');
  const speech = of('innerSpeech').filter((match) => !isHeard(reading, match));
  const senses = sensory(reading, feelings, pictures, speech).filter(
    (match) => !isDenied(reading, match) && shieldOf(reading, match) === 'none' && !isTopic(reading, match),
  );
  const found = [
    toFinding('innerSpeech', speech, reading),
    toFinding('innerSeeing', pictures, reading),
    toFinding('unsymbolizedThinking', unsymbolized(reading), reading),
    toFinding('feeling', feelings, reading),
    toFinding('sensoryAwareness', senses, reading),
  ];
  return found.filter((finding) => finding !== null).sort((a, b) => a.start - b.start);
}
