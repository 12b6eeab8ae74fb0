/** A stretch of text, `end` exclusive, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A rewritten text that remembers where every UTF-16 unit came from: unit `i` stands for
 * `[starts[i], ends[i])` of the received text.
 */
export interface MappedText {
  readonly text: string;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/** Collects pieces of a rewritten text together with the places they came from. */
export class MappedTextBuilder {
  private readonly pieces: string[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** Adds `piece`, standing for `[start, end)` of the received text. */
  push(piece: string, start: number, end: number): void {
    if (piece === '') return;
    this.pieces.push(piece);
    for (let unit = 0; unit < piece.length; unit += 1) {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  /** Adds the units `[start, end)` of the received text, rewritten letter for letter. */
  run(piece: string, start: number, end: number): void {
    this.pieces.push(piece);
    for (let unit = start; unit < end; unit += 1) {
      this.starts.push(unit);
      this.ends.push(unit + 1);
    }
  }

  /** Adds `piece` in place of the units `[from, to)` of `source`. Pieces of equal length map unit by unit. */
  replace(piece: string, source: MappedText, from: number, to: number): void {
    if (piece.length !== to - from) {
      const range = toReceivedRange(source, from, to);
      this.push(piece, range.start, range.end);
      return;
    }
    this.pieces.push(piece);
    for (let unit = from; unit < to; unit += 1) {
      this.starts.push(source.starts[unit] ?? 0);
      this.ends.push(source.ends[unit] ?? 0);
    }
  }

  build(): MappedText {
    return { text: this.pieces.join(''), starts: this.starts, ends: this.ends };
  }
}

/** Shared by all texts that stand for themselves: most messages. */
const identity: Int32Array = Int32Array.from({ length: 20_002 }, (_, unit) => unit);

/** Where the units `[start, end)` of a rewritten text stand in the received text. */
export function toReceivedRange(mapped: MappedText, start: number, end: number): TextRange {
  if (mapped.text.length === 0) return { start: 0, end: 0 };
  const first = Math.min(Math.max(start, 0), mapped.text.length - 1);
  const last = Math.min(Math.max(end - 1, first), mapped.text.length - 1);
  return rangeOf(mapped, first, last);
}

function rangeOf(mapped: MappedText, first: number, last: number): TextRange {
  const a = mapped.starts[first] ?? 0;
  const b = mapped.starts[last] ?? 0;
  // A reversed reading runs backwards through the received text.
  return { start: Math.min(a, b), end: Math.max(mapped.ends[first] ?? 0, mapped.ends[last] ?? 0) };
}

/**
 * A copy of `source` where each match of `pattern` (flag `g`) is what `rewrite` answers; null keeps it. The very
 * same object comes back when nothing changed, so that callers can skip a reading that says nothing new.
 */
export function rewriteMatches(
  source: MappedText,
  pattern: RegExp,
  rewrite: (match: string, index: number) => string | null,
): MappedText {
  const found: { readonly at: number; readonly end: number; readonly text: string }[] = [];
  let isSameLength = true;
  for (const match of source.text.matchAll(pattern)) {
    const text = rewrite(match[0], match.index);
    if (text === null || text === match[0]) continue;
    found.push({ at: match.index, end: match.index + match[0].length, text });
    isSameLength &&= text.length === match[0].length;
  }
  if (found.length === 0) return source;
  // Letter for letter: every unit keeps its place.
  if (isSameLength) return { ...source, text: replaced(source.text, found) };
  const builder = new MappedTextBuilder();
  let copied = 0;
  for (const { at, end, text } of found) {
    builder.replace(source.text.slice(copied, at), source, copied, at);
    builder.replace(text, source, at, end);
    copied = end;
  }
  builder.replace(source.text.slice(copied), source, copied, source.text.length);
  return builder.build();
}

function replaced(
  text: string,
  found: readonly { readonly at: number; readonly end: number; readonly text: string }[],
): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { at, end, text: piece } of found) {
    pieces.push(text.slice(copied, at), piece);
    copied = end;
  }
  pieces.push(text.slice(copied));
  return pieces.join('');
}

/** The text as it is, every unit standing for itself. */
export function identityText(text: string): MappedText {
  if (text.length < identity.length) return { text, starts: identity, ends: identity.subarray(1) };
  const longer = Int32Array.from({ length: text.length + 1 }, (_, unit) => unit);
  return { text, starts: longer, ends: longer.subarray(1) };
}
