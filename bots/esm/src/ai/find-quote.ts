/** Where a passage stands: UTF-16 offsets, `end` exclusive. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

/** A text as it is compared, and for each of its units the offset in the text it came from. */
interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
}

const isWordSign = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** Case, accents, kinds of apostrophes, quotation marks and spaces make no difference. */
function fold(text: string): Folded {
  let folded = '';
  const starts: number[] = [];
  let at = 0;
  for (const sign of text) {
    const plain = sign
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[’‘ʼ`´]/u, "'")
      .replace(/[«»“”„]/u, '"')
      .replace(/\s/u, ' ');
    // A run of spaces is one.
    const kept = plain === ' ' && folded.endsWith(' ') ? '' : plain;
    for (let unit = 0; unit < kept.length; unit += 1) starts.push(at);
    folded += kept;
    at += sign.length;
  }
  starts.push(at);
  return { text: folded, starts };
}

/**
 * Finds what a model claims to have copied from `text`: whole words, in their order. Null when the text does not have
 * them, or when they show nothing because they hold no two letters or digits.
 */
export function findQuote(text: string, quote: string): Passage | null {
  const wanted = fold(quote.trim().replace(/^["'«“„]+|["'»”]+$/gu, '')).text.trim();
  if ((wanted.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 2) return null;
  const folded = fold(text);
  for (let from = folded.text.indexOf(wanted); from !== -1; from = folded.text.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    const cutsWord =
      (isWordSign(folded.text[from]) && isWordSign(folded.text[from - 1])) ||
      (isWordSign(folded.text[to - 1]) && isWordSign(folded.text[to]));
    if (cutsWord) continue;
    const start = folded.starts[from] ?? 0;
    return { start, end: folded.starts[to] ?? text.length };
  }
  return null;
}
