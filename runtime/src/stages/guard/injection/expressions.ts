import { identityText } from '../normalise/mapped-text.ts';
import { foldCyrillic, transliterateToCyrillic } from '../normalise/transliterate.ts';
import { type Concept, conceptNames } from './concept-names.ts';
import { conceptDictionaries } from './concepts.ts';
import { type WordIndex, WordIndexBuilder } from './word-index.ts';

/**
 * A pattern over words. Atoms are separated by blanks: `@concept`, a word, a stem with `*`, or several joined by
 * `|`. `~3` before an atom lets up to three words stand in between (two when it is left out). ` / ` separates
 * alternatives. An alternative that begins with `&9` is met by its atoms in any order within nine words.
 * `%deed` stands for several concepts (`atomGroups`). Matching is one pass over the words, whatever the expression:
 * there is nothing to backtrack.
 */
export type WordExpression = string;

/** One atom of a compiled expression. */
export interface Slot {
  readonly ids: ReadonlySet<number>;
  /** Words that may stand between this atom and the one before. */
  readonly gap: number;
  /** "do not show" is no order to show. */
  readonly voidWhenNegated: boolean;
}

export interface CompiledExpression {
  readonly pattern: number;
  readonly slots: readonly Slot[];
  /** Atoms stand in any order, this many words apart at most; null for a sequence. */
  readonly window: number | null;
  /** Place of slot 0 in the state arrays. */
  readonly offset: number;
}

/** One atom that a meaning can fill, laid flat for the scanner. */
export interface SlotReference {
  readonly expression: CompiledExpression;
  readonly slot: number;
  /** Place of the atom in the state arrays. */
  readonly at: number;
  readonly isLast: boolean;
  readonly reach: number;
  readonly voidWhenNegated: boolean;
}

export interface Vocabulary {
  readonly words: WordIndex;
  /** The same words as they look after transliteration, letters that it confuses made one. */
  readonly folded: WordIndex;
  readonly expressions: readonly CompiledExpression[];
  readonly stateSize: number;
  /** Atoms that a meaning can fill, last slots first. */
  readonly references: ReadonlyMap<number, readonly SlotReference[]>;
}

const negatable: ReadonlySet<Concept> = new Set([
  'cancel',
  'show',
  'transact',
  'set',
  'mark',
  'send',
  'execute',
  'repeat',
  'demand',
  'what',
]);
/** Names for concepts that are asked for together. */
const atomGroups: Readonly<Record<string, readonly string[]>> = {
  '%deed': ['@set', '@mark', '@transact', '@execute', '@poke'],
  '%mine': [
    'me',
    'mine',
    'my',
    'меня',
    'мне',
    'мной',
    'моего',
    'моим',
    'мене',
    'мені',
    'мною',
    'мого',
    'моїм',
  ],
};
const DEFAULT_GAP = 2;
const SHORTEST_FOLDED = 4;

const conceptIds: ReadonlyMap<string, number> = new Map(conceptNames.map((name, id) => [name, id]));

/** The number of a concept, as the scanner uses it. */
export function conceptId(name: Concept): number {
  return conceptIds.get(name) ?? -1;
}

/** Folds a Latin or Cyrillic word to what transliteration leaves of it. */
export function foldWord(text: string): string {
  return foldCyrillic(transliterateToCyrillic(identityText(text)).text);
}

/** Compiles the dictionaries and every expression: some hundred milliseconds, to be done once. */
export function compileVocabulary(
  expressions: readonly (readonly [pattern: number, WordExpression])[],
): Vocabulary {
  const words = new WordIndexBuilder();
  const folded = new WordIndexBuilder();
  const literals = new Map<string, number>();
  const addWord = (word: string, id: number): void => {
    words.add(word, id);
    const fold = foldWord(word.replace('*', ''));
    if (fold.length >= SHORTEST_FOLDED) folded.add(word.endsWith('*') ? `${fold}*` : fold, id);
  };
  for (const language of conceptDictionaries) {
    for (const [name, list] of Object.entries(language)) {
      for (const word of list.split(/\s+/)) if (word !== '') addWord(word, knownConcept(name));
    }
  }
  const literalId = (word: string): number => {
    const known = literals.get(word);
    if (known !== undefined) return known;
    const id = conceptNames.length + literals.size;
    literals.set(word, id);
    addWord(word, id);
    return id;
  };
  const compiled = compileAll(expressions, literalId);
  return { words, folded, ...compiled, references: referencesOf(compiled.expressions) };
}

function compileAll(
  expressions: readonly (readonly [number, WordExpression])[],
  literalId: (word: string) => number,
): { expressions: CompiledExpression[]; stateSize: number } {
  const result: CompiledExpression[] = [];
  let stateSize = 0;
  for (const [pattern, source] of expressions) {
    for (const alternative of source.split(' / ')) {
      const window = /^\s*&(\d+) /.exec(alternative);
      const slots = compileSlots(alternative.replace(/^\s*&\d+ /, ''), literalId);
      result.push({ pattern, slots, window: window === null ? null : Number(window[1]), offset: stateSize });
      stateSize += slots.length;
    }
  }
  return { expressions: result, stateSize };
}

function compileSlots(alternative: string, literalId: (word: string) => number): Slot[] {
  const slots: Slot[] = [];
  let gap = DEFAULT_GAP;
  for (const atom of alternative.trim().split(/\s+/)) {
    if (atom.startsWith('~')) {
      gap = Number(atom.slice(1));
      continue;
    }
    const names = atom.split('|').flatMap((name) => atomGroups[name] ?? name);
    const ids = new Set(
      names.map((name) => (name.startsWith('@') ? knownConcept(name.slice(1)) : literalId(name))),
    );
    const voidWhenNegated = names.every((name) => negatable.has(name.slice(1) as Concept));
    slots.push({ ids, gap, voidWhenNegated });
    gap = DEFAULT_GAP;
  }
  return slots;
}

function knownConcept(name: string): number {
  const id = conceptIds.get(name);
  if (id === undefined) throw new TypeError(`Unknown concept "@${name}" in an injection pattern.`);
  return id;
}

function referencesOf(expressions: readonly CompiledExpression[]): Map<number, SlotReference[]> {
  const references = new Map<number, SlotReference[]>();
  for (const expression of expressions) {
    expression.slots.forEach((slot, place) => {
      for (const id of slot.ids) {
        const list = references.get(id) ?? [];
        list.push({
          expression,
          slot: place,
          at: expression.offset + place,
          isLast: place === expression.slots.length - 1,
          reach: slot.gap + 1,
          voidWhenNegated: slot.voidWhenNegated,
        });
        references.set(id, list);
      }
    });
  }
  return references;
}
