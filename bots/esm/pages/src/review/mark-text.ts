/** A stretch of a text to be marked: UTF-16 offsets, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text with everything that marks it. */
export interface TextPiece<Span extends TextSpan> {
  readonly text: string;
  readonly spans: readonly Span[];
}

/**
 * Cuts a text at the borders of its spans, which may overlap: the pieces joined are the text, and each knows its
 * spans in the order given. Spans beyond the text are cut to it; empty ones mark nothing. No surrogate pair is cut.
 */
export function markText<Span extends TextSpan>(
  text: string,
  spans: readonly Span[],
): readonly TextPiece<Span>[] {
  const inside = spans
    .map((span) => ({ span, start: wholeAt(text, span.start), end: wholeAt(text, span.end) }))
    .filter(({ start, end }) => start < end);
  const borders = [0, text.length, ...inside.flatMap(({ start, end }) => [start, end])];
  const cuts = [...new Set(borders)].sort((one, other) => one - other);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length;
    return {
      text: text.slice(from, to),
      spans: inside.filter(({ start, end }) => start <= from && to <= end).map(({ span }) => span),
    };
  });
}

/** An offset inside the text that cuts no pair of surrogates; it moves back before one. */
function wholeAt(text: string, offset: number): number {
  const place = Math.min(text.length, Math.max(0, Math.trunc(offset)));
  const before = text.charCodeAt(place - 1);
  const after = text.charCodeAt(place);
  const isInPair = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
  return isInPair ? place - 1 : place;
}
