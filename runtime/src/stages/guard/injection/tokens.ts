/** One word of a reading. `position` counts words and widens at the ends of sentences and lines. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly position: number;
}

const word = /[$€₴₽]?[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}'%]|[.,_-](?=[\p{L}\p{N}]))*/gu;
/** A word longer than this is cut: nobody writes one, and matching stays linear. */
const MAXIMUM_WORD = 200;

/** Splits a reading into words; edges are Unicode's, unlike those of `\b`. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  let previousEnd = 0;
  word.lastIndex = 0;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    position += 1 + gapAfter(text, previousEnd, match.index);
    previousEnd = match.index + match[0].length;
    const cut = match[0].length > MAXIMUM_WORD ? match[0].slice(0, MAXIMUM_WORD) : match[0];
    tokens.push({ word: cut, start: match.index, end: previousEnd, position });
  }
  return tokens;
}

/** An end of sentence keeps a pattern from reaching over it by chance, yet not "Forget. All. Rules." */
function gapAfter(text: string, from: number, to: number): number {
  let gap = 0;
  for (let at = from; at < to; at += 1) {
    const sign = text.charCodeAt(at);
    // . ! ? …
    if (sign === 0x2e || sign === 0x21 || sign === 0x3f || sign === 0x2026) gap = Math.max(gap, 7);
    else if (sign === 0x0a) gap = Math.max(gap, 7);
    else if (sign === 0x3b) gap = Math.max(gap, 1);
  }
  return gap;
}
