import { normaliseWord } from './normalise-word.ts';

interface Entry {
  readonly matcher: number;
  readonly excludes: boolean;
  readonly rest: string;
  readonly minimumLength: number;
}

const longestKey = 14;
/** Words that a look-up is remembered for; reports repeat the same few thousand. */
const mostRemembered = 8192;

function add(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}

/**
 * Says which matchers a word satisfies. A matcher is a list of alternatives parted by `|` or blanks:
 * `word`, `stem*`, `*ending`, `stem*ending`, `*` (any), `@set` (a named list), and `-alternative`, which takes back.
 * A stem always begins at the beginning of a word, so `стол*` never meets «насто́льный», and `-столько` takes a
 * chance likeness back. A look-up costs the same however many matchers there are.
 */
export class WordIndex {
  readonly #sets: Readonly<Record<string, string>>;
  readonly #ids = new Map<string, number>();
  readonly #exact = new Map<string, Entry[]>();
  readonly #stems = new Map<string, Entry[]>();
  readonly #endings = new Map<string, Entry[]>();
  readonly #any: number[] = [];
  readonly #remembered = new Map<string, ReadonlySet<number>>();

  constructor(sets: Readonly<Record<string, string>>) {
    this.#sets = sets;
  }

  /** The number of the matcher `alternatives`; the same text gets the same number. Throws on an unknown set. */
  matcher(alternatives: string): number {
    if (/[$^<>~!=?()]/u.test(alternatives)) throw new Error(`"${alternatives}" is no list of words.`);
    const known = this.#ids.get(alternatives);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(alternatives, id);
    this.#fill(id, alternatives, false);
    return id;
  }

  #fill(id: number, alternatives: string, excludes: boolean): void {
    for (const alternative of alternatives.split(/[\s|]+/u)) {
      if (alternative === '') continue;
      const takesBack = alternative.startsWith('-') && alternative.length > 1;
      // What a set takes back for itself is no reason to take it back here.
      if (takesBack && excludes) continue;
      if (takesBack) this.#fill(id, alternative.slice(1), true);
      else if (alternative.startsWith('@')) {
        const set = this.#sets[alternative.slice(1)];
        if (set === undefined) throw new Error(`No word set is called ${alternative}.`);
        this.#fill(id, set, excludes);
      } else this.#addWord(id, normaliseWord(alternative), excludes);
    }
  }

  #addWord(matcher: number, word: string, excludes: boolean): void {
    if (word === '*') {
      this.#any.push(matcher);
      return;
    }
    const star = word.indexOf('*');
    if (star === -1) {
      add(this.#exact, word, { matcher, excludes, rest: '', minimumLength: 0 });
      return;
    }
    const stem = word.slice(0, star);
    const ending = word.slice(star + 1);
    const entry = { matcher, excludes, minimumLength: word.length - 1 };
    if (stem === '') add(this.#endings, ending.slice(-longestKey), { ...entry, rest: ending });
    else add(this.#stems, stem.slice(0, longestKey), { ...entry, rest: `${stem}*${ending}` });
  }

  /** Whether any list of words names `norm`. */
  knows(norm: string): boolean {
    return this.matchersOf(norm).size > this.#any.length;
  }

  /** The numbers of all matchers that `norm` satisfies. Ask only when every matcher is made. */
  matchersOf(norm: string): ReadonlySet<number> {
    const known = this.#remembered.get(norm);
    if (known !== undefined) return known;
    const found = this.#lookUp(norm);
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(norm, found);
    return found;
  }

  #lookUp(norm: string): ReadonlySet<number> {
    const found = new Set<number>(this.#any);
    const excluded = new Set<number>();
    const take = (entries: readonly Entry[] | undefined, fits: (entry: Entry) => boolean): void => {
      for (const entry of entries ?? []) {
        if (norm.length >= entry.minimumLength && fits(entry))
          (entry.excludes ? excluded : found).add(entry.matcher);
      }
    };
    take(this.#exact.get(norm), () => true);
    for (let length = 1; length <= Math.min(norm.length, longestKey); length += 1) {
      take(this.#stems.get(norm.slice(0, length)), ({ rest }) => {
        const [stem = '', ending = ''] = rest.split('*');
        return norm.startsWith(stem) && norm.endsWith(ending);
      });
      take(this.#endings.get(norm.slice(-length)), ({ rest }) => norm.endsWith(rest));
    }
    for (const matcher of excluded) found.delete(matcher);
    return found;
  }
}
