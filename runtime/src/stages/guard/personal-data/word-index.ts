/** Words looked at first behind the last answer. */
const NEAR = 16;

/** The words of a text in lower case: runs of letters (apostrophes inside count) and runs of digits, apart. */
export class WordIndex {
  readonly text: string;
  private hint = 0;
  private list: { words: string[]; starts: number[]; ends: number[] } | null = null;

  constructor(text: string) {
    this.text = text;
  }

  /** Number of words. The first question splits the text; most texts are never asked. */
  get size(): number {
    return this.split().words.length;
  }

  /** The word at `index`, or an empty text beyond the ends. */
  word(index: number): string {
    return this.split().words[index] ?? '';
  }

  start(index: number): number {
    return this.split().starts[index] ?? this.text.length;
  }

  end(index: number): number {
    return this.split().ends[index] ?? 0;
  }

  /** Index of the last word that ends at `at` or before, -1 when none does. */
  before(at: number): number {
    const { ends } = this.split();
    // Questions mostly come in the order of the text: the last answer is near the next.
    let low = (ends[this.hint] ?? Number.POSITIVE_INFINITY) <= at ? this.hint : 0;
    let high = ends.length;
    const near = low + NEAR;
    if (near < high && (ends[near] ?? 0) > at) high = near;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    this.hint = Math.max(0, low - 1);
    return low - 1;
  }

  /** Index of the first word that begins at `at` or after; the number of words when none does. */
  after(at: number): number {
    const before = this.before(at);
    return this.start(before + 1) >= at ? before + 1 : before + 2;
  }

  private split(): { words: string[]; starts: number[]; ends: number[] } {
    if (this.list !== null) return this.list;
    const list = { words: [] as string[], starts: [] as number[], ends: [] as number[] };
    const { text } = this;
    let at = 0;
    while (at < text.length) {
      const sort = sortOf(text.charCodeAt(at));
      let end = at + 1;
      if (sort === 0) {
        at = end;
        continue;
      }
      while (end < text.length && continues(text, end, sort)) end += 1;
      list.words.push(text.slice(at, end));
      list.starts.push(at);
      list.ends.push(end);
      at = end;
    }
    this.list = list;
    return list;
  }
}

function continues(text: string, at: number, sort: number): boolean {
  const code = text.charCodeAt(at);
  if (sortOf(code) === sort) return true;
  return sort === 1 && code === 0x27 && sortOf(text.charCodeAt(at + 1)) === 1;
}

/** 1 for a letter, 2 for a digit, 0 for anything else. */
function sortOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return 2;
  if (code >= 0x61 && code <= 0x7a) return 1;
  if (code >= 0x400 && code <= 0x52f) return 1;
  if (code < 0xc0) return code >= 0x41 && code <= 0x5a ? 1 : 0;
  return code < 0x250 && code !== 0xd7 && code !== 0xf7 ? 1 : 0;
}
