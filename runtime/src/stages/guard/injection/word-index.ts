/** A tree of words and stems; finding everything a word matches takes one walk over its letters. */
export interface WordIndex {
  /** Meanings of `word`: exact words and stems it begins with. */
  find(word: string): readonly number[];
  /** Length of the longest entry that begins at `from`, or 0, with its meanings. */
  longestAt(text: string, from: number): { readonly length: number; readonly ids: readonly number[] };
}

interface Node {
  readonly next: Map<number, Node>;
  readonly exact: number[];
  readonly stem: number[];
}

const none: readonly number[] = [];

export class WordIndexBuilder implements WordIndex {
  private readonly root: Node = createNode();

  /** Adds a word, or a stem when it ends in `*`. */
  add(word: string, id: number): void {
    const isStem = word.endsWith('*');
    let node = this.root;
    for (const unit of units(isStem ? word.slice(0, -1) : word)) {
      let next = node.next.get(unit);
      if (next === undefined) {
        next = createNode();
        node.next.set(unit, next);
      }
      node = next;
    }
    const list = isStem ? node.stem : node.exact;
    if (!list.includes(id)) list.push(id);
  }

  find(word: string): readonly number[] {
    let node: Node | undefined = this.root;
    let found: number[] | null = null;
    for (let at = 0; at < word.length; at += 1) {
      node = node.next.get(word.charCodeAt(at));
      if (node === undefined) return found ?? none;
      if (node.stem.length > 0) found = found === null ? [...node.stem] : [...found, ...node.stem];
    }
    if (node.exact.length > 0) found = found === null ? [...node.exact] : [...found, ...node.exact];
    return found ?? none;
  }

  longestAt(text: string, from: number): { readonly length: number; readonly ids: readonly number[] } {
    let node: Node | undefined = this.root;
    let best: { length: number; ids: readonly number[] } = { length: 0, ids: none };
    for (let at = from; at < text.length; at += 1) {
      node = node.next.get(text.charCodeAt(at));
      if (node === undefined) break;
      if (node.stem.length + node.exact.length > 0) {
        best = { length: at + 1 - from, ids: [...node.stem, ...node.exact] };
      }
    }
    return best;
  }
}

function createNode(): Node {
  return { next: new Map(), exact: [], stem: [] };
}

function units(word: string): number[] {
  return Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
}
