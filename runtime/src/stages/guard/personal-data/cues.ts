import type { WordIndex } from './word-index.ts';

/** Words that say what stands beside them, by language: phrases between bars, `*` for up to six letters. */
export interface CueWords {
  readonly ru: string;
  readonly uk: string;
  readonly en: string;
}

/** What may stand between a cue and its value. */
export interface Gap {
  /** Characters, at most. */
  readonly length: number;
  /** Words, at most; these only, when `fillers` is given. */
  readonly words: number;
  readonly fillers?: ReadonlySet<string>;
  /** Numbers may stand between. */
  readonly digits?: boolean;
  /** Signs that end the search. */
  readonly breaks?: RegExp;
}

/** Words that say nothing of their own between a cue and its value: "мой номер: ", "number is ". */
const fillers: ReadonlySet<string> = new Set(
  'это це вот ось мой мій моя моє мое is was are be my такой такий такая така номер номера номером number numbers no n id код code серия серія серии серії серію серию series у меня мене значит теперь тепер now же та самый the будет буде новый новий new'.split(
    ' ',
  ),
);

/** Signs and at most three empty words. */
export const tight: Gap = { length: 30, words: 3, fillers, breaks: /[^\s:;.,=#№()"'«/[|>*-]/ };

/** Signs alone. */
export const close: Gap = { length: 6, words: 0 };

/** Any words in one line, no digits, up to `length` characters. */
export function within(length: number): Gap {
  return { length, words: 12, breaks: /\n/ };
}

/** The same over the ends of lines. */
export function around(length: number): Gap {
  return { length, words: 12 };
}

/** One word of a phrase: exact, or its beginning. */
interface Part {
  readonly text: string;
  readonly isStem: boolean;
}

const LONGEST_ENDING = 6;
const MAXIMUM_KNOWN = 2_000;
const none: readonly Part[][] = [];

/** Phrases, found by the word that stands nearest to the value. */
export class Cue {
  private readonly gap: Gap;
  private readonly step: 1 | -1;
  private readonly exact = new Map<string, Part[][]>();
  private readonly stems = new Map<string, Part[][]>();
  private shortest = Number.POSITIVE_INFINITY;
  /** Phrases whose nearest word is this one: texts repeat their words. */
  private readonly known = new Map<string, readonly Part[][]>();

  constructor(words: CueWords, gap: Gap, step: 1 | -1) {
    this.gap = gap;
    this.step = step;
    for (const phrase of [words.ru, words.uk, words.en].flatMap((list) => list.split('|'))) this.add(phrase);
  }

  /** Whether the cue stands at `at`, the gap between. */
  holds(index: WordIndex, at: number): boolean {
    const { gap, step } = this;
    let edge = at;
    let place = step < 0 ? index.before(at) : index.after(at);
    for (let skipped = 0; place >= 0 && place < index.size; skipped += 1) {
      const near = step < 0 ? index.end(place) : index.start(place);
      if (Math.abs(at - near) > gap.length) return false;
      if (gap.breaks?.test(step < 0 ? index.text.slice(near, edge) : index.text.slice(edge, near)))
        return false;
      if (this.wordsAt(index, place) > 0) return true;
      const word = index.word(place);
      if (skipped >= gap.words || (gap.fillers !== undefined && !gap.fillers.has(word))) return false;
      if (gap.digits !== true && word >= '0' && word < ':') return false;
      edge = step < 0 ? index.start(place) : index.end(place);
      place += step;
    }
    return false;
  }

  /** Words of the phrase that ends (for a cue behind: begins) with the word at `place`, 0 when none does. */
  wordsAt(index: WordIndex, place: number): number {
    const word = index.word(place);
    let phrases = this.known.get(word);
    if (phrases === undefined) {
      phrases = this.phrasesOf(word);
      if (this.known.size >= MAXIMUM_KNOWN) this.known.clear();
      this.known.set(word, phrases);
    }
    for (const phrase of phrases) if (this.continues(index, place, phrase)) return phrase.length;
    return 0;
  }

  private phrasesOf(word: string): readonly Part[][] {
    const phrases = [...(this.exact.get(word) ?? [])];
    for (let end = Math.max(this.shortest, word.length - LONGEST_ENDING); end <= word.length; end += 1) {
      phrases.push(...(this.stems.get(word.slice(0, end)) ?? []));
    }
    return phrases.length === 0 ? none : phrases;
  }

  private continues(index: WordIndex, place: number, phrase: readonly Part[]): boolean {
    for (let part = 1; part < phrase.length; part += 1) {
      const at = place + part * this.step;
      const wanted = phrase[part];
      if (at < 0 || wanted === undefined) return false;
      const gap = this.step < 0 ? index.start(at + 1) - index.end(at) : index.start(at) - index.end(at - 1);
      if (gap > 3 || !isPart(index.word(at), wanted)) return false;
    }
    return true;
  }

  private add(phrase: string): void {
    const parts = [...phrase.matchAll(/(\d+|[\p{L}']+)(\*?)/gu)].map(
      (match): Part => ({ text: match[1] ?? '', isStem: match[2] === '*' }),
    );
    if (this.step < 0) parts.reverse();
    const first = parts[0];
    if (first === undefined) return;
    const map = first.isStem ? this.stems : this.exact;
    map.set(first.text, [...(map.get(first.text) ?? []), parts]);
    if (first.isStem) this.shortest = Math.min(this.shortest, first.text.length);
  }
}

function isPart(word: string, part: Part): boolean {
  if (!part.isStem) return word === part.text;
  return word.startsWith(part.text) && word.length - part.text.length <= LONGEST_ENDING;
}

/** A cue that stands before its value. */
export function cueBefore(words: CueWords, gap: Gap = tight): Cue {
  return new Cue(words, gap, -1);
}

/** A cue that stands behind its value. */
export function cueAfter(words: CueWords, gap: Gap = tight): Cue {
  return new Cue(words, gap, 1);
}
