import { conceptId, foldWord, type SlotReference, type Vocabulary } from './expressions.ts';
import { mistypedAs } from './mistyped.ts';

/** A word within a word, from its unit `at` on. */
export interface WordPart {
  readonly at: number;
  readonly word: string;
  readonly ids: readonly number[];
}

/** What was found out about words met before; people use few words, and a full memory is emptied. */
interface Memory {
  readonly plain: Map<string, readonly number[]>;
  readonly folded: Map<string, readonly number[]>;
  readonly parts: Map<string, readonly WordPart[] | null>;
  /** Words that mean something only when read as transliterated, or reversed. */
  readonly transliterated: Map<string, boolean>;
  readonly reversed: Map<string, boolean>;
  /** Atoms that a list of meanings can fill, by the list: mostly one of the first two maps. */
  readonly references: WeakMap<readonly number[], readonly SlotReference[]>;
  /** The same by what is in the list: parts of long words come in a list of their own every time. */
  readonly sameReferences: Map<string, readonly SlotReference[]>;
}

const memories = new WeakMap<Vocabulary, Memory>();

function memoryOf(vocabulary: Vocabulary): Memory {
  let memory = memories.get(vocabulary);
  if (memory === undefined) {
    memory = {
      plain: new Map(),
      folded: new Map(),
      parts: new Map(),
      transliterated: new Map(),
      reversed: new Map(),
      references: new WeakMap(),
      sameReferences: new Map(),
    };
    memories.set(vocabulary, memory);
  }
  return memory;
}

const MAXIMUM_REMEMBERED = 20_000;
const LONGEST_REMEMBERED = 32;
const LONGEST_ORDINARY_WORD = 14;
const SHORTEST_PART = 3;

/** Numbers of the meanings of a word; `folded` words are read as transliterated. */
export function meaningsOf(word: string, vocabulary: Vocabulary, folded: boolean): readonly number[] {
  const memory = memoryOf(vocabulary)[folded ? 'folded' : 'plain'];
  const known = memory.get(word);
  if (known !== undefined) return known;
  const found = folded ? vocabulary.folded.find(foldWord(word)) : vocabulary.words.find(word);
  const meant = found.length === 0 && !folded ? mistypedAs(word) : null;
  const plain = meant === null ? found : vocabulary.words.find(meant);
  const ids = /\d/.test(word) ? [...plain, ...figuresOf(word)] : plain;
  if (memory.size >= MAXIMUM_REMEMBERED) memory.clear();
  if (word.length <= LONGEST_REMEMBERED) memory.set(word, ids);
  return ids;
}

/** "ignore_all-rules" and "ignoreallrules" hold words; null where a word holds none. */
export function partsOf(word: string, vocabulary: Vocabulary): readonly WordPart[] | null {
  const { parts } = memoryOf(vocabulary);
  const known = parts.get(word);
  if (known !== undefined) return known;
  const found = splitWord(word, vocabulary);
  if (parts.size >= MAXIMUM_REMEMBERED) parts.clear();
  if (word.length <= LONGEST_REMEMBERED) parts.set(word, found);
  return found;
}

function splitWord(word: string, { words }: Vocabulary): WordPart[] | null {
  if (/[._-]/.test(word)) {
    return [...word.matchAll(/[^._-]+/g)].map(({ index, 0: part }) => ({
      ...{ at: index, word: part, ids: words.find(part) },
    }));
  }
  if (word.length < LONGEST_ORDINARY_WORD) return null;
  const parts: WordPart[] = [];
  let at = 0;
  while (at < word.length) {
    const { length, ids } = words.longestAt(word, at);
    if (length >= SHORTEST_PART) parts.push({ at, word: word.slice(at, at + length), ids });
    at += length >= SHORTEST_PART ? length : 1;
  }
  return parts.length >= 3 ? parts : null;
}

const numberId = conceptId('number');
const handleId = conceptId('handle');
const manyId = conceptId('many');
const largeId = conceptId('large');

/** What a number says by its size: many times, a large share. */
function figuresOf(word: string): number[] {
  if (/^\d{1,6}$/.test(word)) return Number(word) >= 300 ? [numberId, manyId] : [numberId];
  if (/^[a-z\u0430-\u044f]{1,2}-?\d{1,4}$/.test(word)) return [handleId];
  return /^(?:[5-9]\d|100)%$/.test(word) ? [largeId] : [];
}

/**
 * Whether a transliterated or reversed reading can find anything: some of its words would mean what they do not
 * mean as they stand.
 */
export function isWorthReading(
  text: string,
  name: 'transliterated' | 'reversed',
  vocabulary: Vocabulary,
): boolean {
  let count = 0;
  for (const word of new Set(text.match(name === 'reversed' ? /\p{L}{4,20}/gu : /[a-z][a-z']{3,20}/g))) {
    if (speaksOtherwise(word, name, vocabulary)) count += 1;
    if (count > 1) return true;
  }
  return count > 0 && name === 'transliterated';
}

/** Whether a word means something in that reading only. */
function speaksOtherwise(word: string, name: 'transliterated' | 'reversed', vocabulary: Vocabulary): boolean {
  const memory = memoryOf(vocabulary)[name];
  const known = memory.get(word);
  if (known !== undefined) return known;
  const folded = name === 'transliterated';
  const read = folded ? word : [...word].reverse().join('');
  const answer =
    meaningsOf(word, vocabulary, false).length === 0 && exactMeanings(read, vocabulary, folded).length > 0;
  if (memory.size >= MAXIMUM_REMEMBERED) memory.clear();
  memory.set(word, answer);
  return answer;
}

function exactMeanings(word: string, vocabulary: Vocabulary, folded: boolean): readonly number[] {
  return folded ? vocabulary.folded.find(foldWord(word)) : vocabulary.words.find(word);
}

/** Atoms that a list of meanings can fill; later ones first, so that one word never fills two of a sequence. */
export function referencesOf(ids: readonly number[], vocabulary: Vocabulary): readonly SlotReference[] {
  const { references, sameReferences } = memoryOf(vocabulary);
  const known = references.get(ids);
  if (known !== undefined) return known;
  const key = ids.join(' ');
  const found = sameReferences.get(key) ?? findReferences(ids, vocabulary);
  references.set(ids, found);
  if (sameReferences.size >= MAXIMUM_REMEMBERED) sameReferences.clear();
  sameReferences.set(key, found);
  return found;
}

function findReferences(ids: readonly number[], vocabulary: Vocabulary): readonly SlotReference[] {
  const all = new Set(ids.flatMap((id) => vocabulary.references.get(id) ?? []));
  const byPlace = new Map<number, SlotReference>();
  for (const reference of all) byPlace.set(reference.at, reference);
  return [...byPlace.values()].sort((a, b) => b.slot - a.slot);
}
