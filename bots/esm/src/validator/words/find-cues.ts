import type { Cue, CueBook } from './cue-book.ts';
import type { Step } from './cue-pattern.ts';
import type { Phrase } from './phrase.ts';

/** A pattern that was met: indexes of tokens, `last` included, `words` without those in gaps. */
export interface CueMatch<Label extends string> {
  readonly cue: Cue<Label>;
  readonly first: number;
  readonly last: number;
  readonly words: readonly number[];
}

function holdsAt(step: Step, phrase: Phrase, at: number): boolean {
  const here = phrase.tokens[at];
  const previous = phrase.tokens[at - 1];
  const joined = here !== undefined && previous?.sentence === here.sentence;
  switch (step.kind) {
    case 'sentenceHead':
      return phrase.sentenceHead[at] === true;
    case 'clauseHead':
      return phrase.clauseHead[at] === true;
    case 'sentenceEnd':
      return !joined;
    case 'clauseEnd':
      return !joined || previous.clause !== here.clause;
    case 'break':
      return joined && previous.clause !== here.clause;
    case 'noBreak':
      return joined && previous.clause === here.clause;
    case 'ahead':
      return joined && phrase.matchers[at]?.has(step.matcher) === true;
    case 'not':
      return !joined || phrase.matchers[at]?.has(step.matcher) !== true;
    case 'notBefore':
      return !joined || phrase.matchers[at - 1]?.has(step.matcher) !== true;
    default:
      return false;
  }
}

/** Matches `steps` from `step` on, the next word being at `at`; returns the words met, or null. */
function follow(steps: readonly Step[], step: number, phrase: Phrase, at: number): readonly number[] | null {
  const current = steps[step];
  if (current === undefined) return [];
  if (current.kind === 'word') {
    const token = phrase.tokens[at];
    if (token === undefined || phrase.matchers[at]?.has(current.matcher) !== true) return null;
    if (phrase.tokens[at - 1]?.sentence !== token.sentence) return null;
    const rest = follow(steps, step + 1, phrase, at + 1);
    return rest === null ? null : [at, ...rest];
  }
  if (current.kind === 'gap') {
    for (let skipped = 0; skipped <= current.most; skipped += 1) {
      const rest = follow(steps, step + 1, phrase, at + skipped);
      if (rest !== null) return rest;
      if (phrase.tokens[at + skipped]?.sentence !== phrase.tokens[at - 1]?.sentence) return null;
    }
    return null;
  }
  return holdsAt(current, phrase, at) ? follow(steps, step + 1, phrase, at) : null;
}

function matchAt<Label extends string>(cue: Cue<Label>, phrase: Phrase, at: number): CueMatch<Label> | null {
  for (let step = 0; step < cue.firstWord; step += 1) {
    const before = cue.steps[step];
    if (before !== undefined && !holdsAt(before, phrase, at)) return null;
  }
  const rest = follow(cue.steps, cue.firstWord + 1, phrase, at + 1);
  if (rest === null) return null;
  return { cue, first: at, last: rest.at(-1) ?? at, words: [at, ...rest] };
}

/** The patterns of `book` that may begin at a word, all of whose words occur somewhere in the phrase. */
function createLookUp<Label extends string>(
  book: CueBook<Label>,
  phrase: Phrase,
): (matchers: ReadonlySet<number>) => readonly Cue<Label>[] {
  const present = new Set<number>();
  for (const matchers of new Set(phrase.matchers)) for (const matcher of matchers) present.add(matcher);
  const byMatcher = new Map<number, readonly Cue<Label>[]>();
  const cuesOf = (matcher: number): readonly Cue<Label>[] => {
    const known = byMatcher.get(matcher);
    if (known !== undefined) return known;
    const cues = (book.byFirstWord.get(matcher) ?? []).filter(({ needs }) =>
      needs.every((need) => present.has(need)),
    );
    byMatcher.set(matcher, cues);
    return cues;
  };
  const bySet = new Map<ReadonlySet<number>, readonly Cue<Label>[]>();
  return (matchers) => {
    const known = bySet.get(matchers);
    if (known !== undefined) return known;
    const cues: Cue<Label>[] = [];
    for (const matcher of matchers) cues.push(...cuesOf(matcher));
    bySet.set(matchers, cues);
    return cues;
  };
}

/** All patterns of `book` met in `phrase`, in order of their first word. Patterns are short, so time is linear. */
export function findCues<Label extends string>(book: CueBook<Label>, phrase: Phrase): CueMatch<Label>[] {
  const found: CueMatch<Label>[] = [];
  const lookUp = createLookUp(book, phrase);
  for (const [at, matchers] of phrase.matchers.entries()) {
    for (const cue of lookUp(matchers)) {
      const match = matchAt(cue, phrase, at);
      if (match !== null) found.push(match);
    }
  }
  return found;
}
