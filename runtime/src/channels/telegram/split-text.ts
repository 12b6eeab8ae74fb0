const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Part of a piece that must be filled before a nicer place to cut is preferred to a later one. */
const LEAST_FILL = 0.5;
/** Enough to see the grapheme that lies across the limit. */
const LOOK_AHEAD = 128;

/** Where to cut, nicest first; each matches what stays before the cut. */
const seams: readonly RegExp[] = [/\n\s*\n\s*/gu, /[.!?…。！？]["'»”’)\]]*\s+/gu, /\n\s*/gu, /\s+/gu];

/**
 * Cuts a text into pieces of at most `limit` UTF-16 units: at a paragraph, else a sentence, a line, a word, and
 * never inside a grapheme (unless one alone exceeds the limit). The pieces joined are the text; only pieces of
 * nothing but white space, which Telegram refuses, are left out.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = findCut(rest, limit);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  pieces.push(rest);
  const full = pieces.filter((piece) => piece.trim() !== '');
  return full.length === 0 ? pieces.slice(0, 1) : full;
}

function findCut(text: string, limit: number): number {
  const graphemes = segmenter.segment(text.slice(0, limit + LOOK_AHEAD));
  const isBoundary = (index: number): boolean => graphemes.containing(index)?.index === index;
  const window = text.slice(0, limit);
  for (const seam of seams) {
    const ends = [...window.matchAll(seam)].map((match) => match.index + match[0].length);
    const end = ends.findLast((candidate) => candidate >= limit * LEAST_FILL && isBoundary(candidate));
    if (end !== undefined) return end;
  }
  const boundary = graphemes.containing(limit)?.index ?? limit;
  if (boundary > 0) return boundary;
  // One grapheme longer than a message: only whole code points can be kept.
  const isLowSurrogate = (text.charCodeAt(limit) & 0xfc00) === 0xdc00;
  return isLowSurrogate && limit > 1 ? limit - 1 : limit;
}
