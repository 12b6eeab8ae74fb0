import { conceptId, type SlotReference, type Vocabulary } from './expressions.ts';
import { type Token, tokenise } from './tokens.ts';
import { meaningsOf, partsOf, referencesOf, type WordPart } from './word-meanings.ts';

/** A word of a reading with its meanings. */
export interface MeaningfulToken extends Token {
  readonly ids: readonly number[];
  readonly negated: boolean;
}

/** A pattern found: words `first` to `last` of the reading. */
export interface WordHit {
  readonly pattern: number;
  readonly first: number;
  readonly last: number;
  /** The pattern was found more often than any honest text holds it; the rest was not recorded. */
  readonly flooded: boolean;
}

export interface WordScan {
  readonly tokens: readonly MeaningfulToken[];
  readonly hits: readonly WordHit[];
}

const MAXIMUM_HITS = 160;
const MAXIMUM_HITS_PER_PATTERN = 16;
const negators = new Set([
  'не',
  'ні',
  'not',
  'dont',
  "don't",
  'never',
  "doesn't",
  "didn't",
  "won't",
  "can't",
  'cannot',
  'нельзя',
]);

/** Finds every word expression in one pass: linear in the words, whatever they say. */
export function scanWords(text: string, vocabulary: Vocabulary, folded = false): WordScan {
  const tokens = withMeanings(tokenise(text), vocabulary, folded);
  return { tokens, hits: new Matcher(vocabulary, tokens).run() };
}

function withMeanings(tokens: readonly Token[], vocabulary: Vocabulary, folded: boolean): MeaningfulToken[] {
  const result: MeaningfulToken[] = [];
  let previous = '';
  for (const token of tokens) {
    const ids = meaningsOf(token.word, vocabulary, folded);
    const negated = negators.has(previous);
    previous = token.word;
    const { word, start, end, position } = token;
    const isWhole = ids.length > 0;
    if (isWhole) result.push({ word, start, end, position, ids, negated });
    const isCompound = !folded && word.length >= 5 && (!isWhole || /[-_]/.test(word));
    const parts = isCompound ? partsOf(word, vocabulary) : null;
    if (parts !== null) for (const part of parts) result.push(placePart(token, part, negated));
    else if (!isWhole) result.push({ word, start, end, position, ids, negated });
  }
  return result;
}

/** Parts share the position of their word: they stand side by side. */
function placePart({ start, end, position }: Token, part: WordPart, negated: boolean): MeaningfulToken {
  const { word, ids } = part;
  const from = Math.min(start + part.at, end);
  // Made in one piece, with the fields in the order of every other token: hostile texts have many parts.
  return { word, start: from, end: Math.min(from + word.length, end), position, ids, negated };
}

class Matcher {
  private readonly vocabulary: Vocabulary;
  private readonly tokens: readonly MeaningfulToken[];
  /** Word that last filled each slot, and the word its chain began with. */
  private readonly filledBy: Int32Array;
  private readonly begunBy: Int32Array;
  private readonly counts = new Map<number, number>();
  private readonly hits: WordHit[] = [];

  constructor(vocabulary: Vocabulary, tokens: readonly MeaningfulToken[]) {
    this.vocabulary = vocabulary;
    this.tokens = tokens;
    this.filledBy = new Int32Array(vocabulary.stateSize).fill(-1);
    this.begunBy = new Int32Array(vocabulary.stateSize).fill(-1);
  }

  run(): readonly WordHit[] {
    const { tokens, vocabulary } = this;
    for (let index = 0; index < tokens.length && this.hits.length < MAXIMUM_HITS; index += 1) {
      const token = tokens[index];
      if (token === undefined || token.ids.length === 0) continue;
      for (const reference of referencesOf(token.ids, vocabulary)) {
        if (reference.voidWhenNegated && token.negated) continue;
        if (reference.expression.window !== null) this.gather(reference, reference.expression.window, index);
        else this.follow(reference, token.position, index);
      }
    }
    return this.hits;
  }

  /** Atoms in their order: the one before must be filled, and near. */
  private follow(reference: SlotReference, position: number, index: number): void {
    const { at, slot } = reference;
    if (slot === 0) {
      this.begunBy[at] = index;
    } else {
      const before = this.filledBy[at - 1] ?? -1;
      if (before < 0 || before >= index) return;
      if (position - (this.tokens[before]?.position ?? 0) > reference.reach) return;
      this.begunBy[at] = this.begunBy[at - 1] ?? -1;
    }
    this.filledBy[at] = index;
    if (reference.isLast) this.record(reference.expression.pattern, this.begunBy[at] ?? index, index);
  }

  /** Atoms in any order: looks back for the latest word of each other atom. */
  private gather({ expression, slot, at: own }: SlotReference, window: number, index: number): void {
    const { offset, slots } = expression;
    const position = this.tokens[index]?.position ?? 0;
    let first = index;
    let isWhole = true;
    for (let other = 0; other < slots.length && isWhole; other += 1) {
      if (other === slot) continue;
      const latest = this.filledBy[offset + other] ?? -1;
      const at = latest === index ? (this.begunBy[offset + other] ?? -1) : latest;
      isWhole = at >= 0 && position - (this.tokens[at]?.position ?? 0) <= window;
      // One word with two meanings fills one atom.
      for (let before = 0; before < other && isWhole; before += 1) {
        isWhole = before === slot || this.filledBy[offset + before] !== at;
      }
      if (at < first) first = at;
    }
    // The word before is kept, for an atom that the same word has just filled must not count twice.
    this.begunBy[own] = this.filledBy[own] ?? -1;
    this.filledBy[own] = index;
    if (isWhole) this.record(expression.pattern, first, index);
  }

  private record(pattern: number, first: number, last: number): void {
    const count = this.counts.get(pattern) ?? 0;
    if (count >= MAXIMUM_HITS_PER_PATTERN || this.hits.length >= MAXIMUM_HITS) return;
    this.counts.set(pattern, count + 1);
    this.hits.push({ pattern, first, last, flooded: count + 1 === MAXIMUM_HITS_PER_PATTERN });
  }
}

/** Whether a word has a meaning. */
export function means(token: MeaningfulToken | undefined, concept: Parameters<typeof conceptId>[0]): boolean {
  return token?.ids.includes(conceptId(concept)) ?? false;
}
