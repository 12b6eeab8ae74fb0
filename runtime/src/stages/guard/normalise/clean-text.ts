import { remembered } from '../remembered.ts';
import { identityText, type MappedText, MappedTextBuilder } from './mapped-text.ts';

/** Things taken out of a text, or rewritten, that honest writing seldom holds. */
export interface CleaningEvidence {
  /** Characters without width inside the text (not the joiners of emoji). */
  zeroWidth: number;
  /** Marks, embeddings and overrides of writing direction. */
  bidi: number;
  /** Overrides among `bidi`: they change what a reader sees. */
  bidiOverride: number;
  /** Tag characters (U+E0000…): invisible ASCII. */
  tags: number;
  /** Variation selectors that follow no emoji, which can carry bytes. */
  variationSelectors: number;
  /** Letters that carry more than `MAXIMUM_MARKS` combining marks. */
  stackedMarks: number;
  /** Full-width, mathematical, circled and otherwise styled letters and digits. */
  styled: number;
  /** Lone surrogates and control characters. */
  controls: number;
  /** ASCII text that tag characters or variation selectors spelled out, at most 2,000 characters. */
  hidden: string;
}

export interface CleanedText {
  readonly mapped: MappedText;
  readonly evidence: CleaningEvidence;
}

/** Marks a letter may carry before they count as stacked (specification, §5). */
export const MAXIMUM_MARKS = 4;

/** Two passes settle nearly every text, three the rest; the bound keeps time linear. */
const MAXIMUM_PASSES = 6;
const MAXIMUM_HIDDEN = 2_000;
const MAXIMUM_FLAG_TAGS = 6;
/** Nothing before U+0300 is a mark, everything up to U+036F is. */
const FIRST_MARK = 0x300;
const LAST_COMMON_MARK = 0x36f;
const mark = /^[\p{M}\uff9e\uff9f\u1160-\u11ff]$/u;
const pictographic = /^\p{Extended_Pictographic}$/u;
const dash = /^[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]$/u;
const apostrophe = /^[\u2018\u2019\u02bc\u2032\u0060\u00b4\u02b9\u201b\uff07]$/u;

/**
 * Steps 1 to 4 of normalisation and the NFC reading of step 5: drops controls and invisible characters, applies
 * NFKC letter by letter (so that offsets survive), unifies apostrophes and dashes, folds case unless
 * `keepCase`. Linear in the length of `text`.
 */
export function cleanText(text: string, options: { readonly keepCase?: boolean } = {}): CleanedText {
  const keepCase = options.keepCase === true;
  const first = new Cleaner(text, keepCase);
  const { mapped, evidence } = first.run();
  let result = mapped;
  let isSettled = !first.mayChangeAgain;
  // What is dropped or written anew brings letters and marks side by side that join in their turn.
  for (let pass = 1; pass < MAXIMUM_PASSES && !isSettled; pass += 1) {
    const again = new Cleaner(result.text, keepCase).run().mapped;
    isSettled = again.text === result.text;
    if (!isSettled) result = throughBoth(result, again);
  }
  return { mapped: result, evidence };
}

/** The mapping of `second`, made from the text of `first`, back to the received text. */
function throughBoth(first: MappedText, second: MappedText): MappedText {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let unit = 0; unit < second.text.length; unit += 1) {
    starts.push(first.starts[second.starts[unit] ?? 0] ?? 0);
    ends.push(first.ends[(second.ends[unit] ?? 1) - 1] ?? 0);
  }
  return { text: second.text, starts, ends };
}

/** No character of the text needs more than the fast road: most messages. */
function isPlain(code: number): boolean {
  return (code >= 0x20 && code < 0x7f && code !== 0x60) || (code >= 0x401 && code <= 0x45f) || code === 0x0a;
}

class Cleaner {
  private readonly builder = new MappedTextBuilder();
  private readonly evidence: CleaningEvidence = {
    zeroWidth: 0,
    bidi: 0,
    bidiOverride: 0,
    tags: 0,
    variationSelectors: 0,
    stackedMarks: 0,
    styled: 0,
    controls: 0,
    hidden: '',
  };
  private readonly text: string;
  private readonly keepCase: boolean;
  private flagTags = 0;
  private hasRewritten = false;

  constructor(text: string, keepCase: boolean) {
    this.text = text;
    this.keepCase = keepCase;
  }

  /** Something was dropped or written anew, so that another pass may find more to do. */
  get mayChangeAgain(): boolean {
    const { zeroWidth, bidi, tags, variationSelectors, controls } = this.evidence;
    return this.hasRewritten || zeroWidth + bidi + tags + variationSelectors + controls > 0;
  }

  run(): CleanedText {
    let at = this.endOfPlain(0);
    if (at === this.text.length) {
      return { mapped: identityText(this.plain(0, at)), evidence: this.evidence };
    }
    this.builder.run(this.plain(0, at), 0, at);
    while (at < this.text.length) {
      at = this.step(at);
      const end = this.endOfPlain(at);
      if (end > at) this.builder.run(this.plain(at, end), at, end);
      at = end;
    }
    return { mapped: this.builder.build(), evidence: this.evidence };
  }

  private endOfPlain(from: number): number {
    let at = from;
    while (at < this.text.length && isPlain(this.text.charCodeAt(at))) at += 1;
    if (at === this.text.length || at === from) return at;
    // A mark may follow; then its letter belongs to the slow road. Other signs above U+0300 lose nothing by it.
    return this.text.charCodeAt(at) >= FIRST_MARK ? at - 1 : at;
  }

  private plain(from: number, to: number): string {
    const piece = this.text.slice(from, to);
    return this.keepCase ? piece : piece.toLowerCase();
  }

  /** Takes one character that is not plain, with the marks that follow it; answers where the next begins. */
  private step(at: number): number {
    const point = this.text.codePointAt(at) ?? 0;
    const size = point > 0xffff ? 2 : 1;
    if (this.drop(point)) return at + size;
    const letter = this.text.slice(at, at + size);
    if (size === 2 || point >= 0x203c || point === 0xa9 || point === 0xae) {
      if (pictographic.test(letter)) return this.emoji(at);
    }
    return this.cluster(at, size);
  }

  private drop(point: number): boolean {
    const { evidence } = this;
    if (isControl(point)) evidence.controls += 1;
    else if (isBidi(point)) {
      evidence.bidi += 1;
      // Isolates are put around names by phones; only the two overrides reorder plain letters.
      if (point === 0x202d || point === 0x202e) evidence.bidiOverride += 1;
    } else if (isZeroWidth(point)) evidence.zeroWidth += 1;
    else if (point >= 0xe0000 && point <= 0xe007f) this.tag(point);
    else if (isVariationSelector(point)) this.variation(point);
    else return false;
    return true;
  }

  private tag(point: number): void {
    // Flags of England, Scotland and Wales are spelled with tags after the black flag.
    if (this.flagTags > 0) {
      this.flagTags -= 1;
      return;
    }
    this.evidence.tags += 1;
    if (point >= 0xe0020) this.hide(String.fromCharCode(point - 0xe0000));
  }

  private variation(point: number): void {
    // U+FE0E and U+FE0F only choose between text and emoji; the others can smuggle a byte each.
    if (point === 0xfe0e || point === 0xfe0f) return;
    this.evidence.variationSelectors += 1;
    const byte = point >= 0xe0100 ? point - 0xe0100 + 16 : point - 0xfe00;
    if (byte >= 0x20 && byte < 0x7f) this.hide(String.fromCharCode(byte));
  }

  private hide(letter: string): void {
    if (this.evidence.hidden.length < MAXIMUM_HIDDEN) this.evidence.hidden += letter;
  }

  /** An emoji with its joiners, skin tones and selectors stays as it is. */
  private emoji(at: number): number {
    let end = at + sizeAt(this.text, at);
    if (this.text.codePointAt(at) === 0x1f3f4) this.flagTags = MAXIMUM_FLAG_TAGS;
    else this.flagTags = 0;
    for (;;) {
      const point = this.text.codePointAt(end) ?? 0;
      if (point === 0xfe0f || point === 0xfe0e || (point >= 0x1f3fb && point <= 0x1f3ff)) {
        end += point > 0xffff ? 2 : 1;
        continue;
      }
      const after = this.text.slice(end + 1, end + 1 + sizeAt(this.text, end + 1));
      if (point !== 0x200d || !pictographic.test(after)) break;
      end += 1 + after.length;
    }
    for (let unit = at; unit < end; unit += 1) this.builder.push(this.text[unit] ?? '', unit, unit + 1);
    return end;
  }

  /** A letter and the marks on it, normalised together: и with U+0306 becomes й. */
  private cluster(at: number, size: number): number {
    let end = at + size;
    let marks = 0;
    let kept = this.text.slice(at, end);
    while (end < this.text.length) {
      const point = this.text.codePointAt(end) ?? 0;
      if (point < FIRST_MARK) break;
      const width = point > 0xffff ? 2 : 1;
      const next = this.text.slice(end, end + width);
      if (point === 0x20e3 || point === 0xfe0f) {
        // Keycap digits: 1️⃣ reads as 1.
      } else if (isZeroWidth(point) || isVariationSelector(point)) break;
      else if (point <= LAST_COMMON_MARK || mark.test(next)) {
        marks += 1;
        // More marks than any script needs: normalising thousands at once would not be linear.
        if (marks <= 2 * MAXIMUM_MARKS) kept += next;
      } else break;
      end += width;
    }
    if (marks > MAXIMUM_MARKS) this.evidence.stackedMarks += 1;
    const folded = this.fold(kept);
    // A sign that became one plain sign joins nothing; anything else may.
    const isSettled = folded === kept || (folded.length === 1 && isPlain(folded.charCodeAt(0)));
    if (!isSettled || end - at > kept.length) this.hasRewritten = true;
    this.builder.push(folded, at, end);
    return end;
  }

  private fold(cluster: string): string {
    if (cluster.length === 1) {
      if (apostrophe.test(cluster)) return "'";
      if (dash.test(cluster)) return '-';
      // NFKC would write № as the letters No.
      if (cluster === '№') return cluster;
    }
    const plain = unstyled(cluster) ?? composed(cluster);
    if (plain !== cluster && isStyled(cluster)) this.evidence.styled += 1;
    if (this.keepCase) return plain;
    const lower = plain.toLowerCase();
    return lower === plain ? plain : lower.normalize('NFKC');
  }
}

/** A letter and its marks in normal form; there are few that texts use. */
const composed = remembered((cluster) => cluster.normalize('NFKC'));

function sizeAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function isControl(point: number): boolean {
  if (point < 0x20) return point !== 0x0a && point !== 0x09;
  return (point >= 0x7f && point <= 0x9f) || (point >= 0xd800 && point <= 0xdfff);
}

function isBidi(point: number): boolean {
  return (
    point === 0x200e ||
    point === 0x200f ||
    point === 0x061c ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2066 && point <= 0x2069)
  );
}

function isZeroWidth(point: number): boolean {
  return (
    (point >= 0x200b && point <= 0x200d) ||
    (point >= 0x2060 && point <= 0x2064) ||
    point === 0xfeff ||
    point === 0xad ||
    point === 0x180e ||
    point === 0x34f ||
    point === 0x3164 ||
    point === 0x115f ||
    point === 0x1160 ||
    point === 0xffa0 ||
    point === 0x2800
  );
}

function isVariationSelector(point: number): boolean {
  return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

/** Letters in discs and boxes that NFKC leaves alone (U+1F150… and U+1F170…). */
function unstyled(cluster: string): string | null {
  const point = cluster.codePointAt(0) ?? 0;
  if (point >= 0x1f150 && point <= 0x1f169) return String.fromCharCode(0x61 + point - 0x1f150);
  if (point >= 0x1f170 && point <= 0x1f189) return String.fromCharCode(0x61 + point - 0x1f170);
  return null;
}

/** Full-width, mathematical, circled and superscript forms; ligatures, fractions and № are ordinary. */
function isStyled(cluster: string): boolean {
  const point = cluster.codePointAt(0) ?? 0;
  return (
    (point >= 0xff01 && point <= 0xff5e) ||
    (point >= 0x1d400 && point <= 0x1d7ff) ||
    (point >= 0x2460 && point <= 0x24ff) ||
    (point >= 0x1f100 && point <= 0x1f1ff) ||
    (point >= 0x2100 && point <= 0x2138 && point !== 0x2116 && point !== 0x2122)
  );
}
