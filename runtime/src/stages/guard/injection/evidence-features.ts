import type { MeaningfulToken } from './scan-words.ts';

/** The table of weights has 2 to the power of this many places; features share them by their hash. */
export const EVIDENCE_BITS = 19;
const MASK = (1 << EVIDENCE_BITS) - 1;

/** What is weighed: a person's message, what stands beside it (a picture's text, a forwarded post), several messages. */
export type EvidenceSource = 'text' | 'payload' | 'joined';

/** Words of one reading. */
export interface ReadWords {
  readonly text: string;
  readonly tokens: readonly MeaningfulToken[];
}

/** Words of one reading, `first` to `last`, inclusive. */
export interface Stretch extends ReadWords {
  /** Of each of the tokens. */
  readonly places: readonly WordPlaces[];
  readonly first: number;
  readonly last: number;
}

/** All words of a reading. */
export function wholeStretch({ text, tokens }: ReadWords): Stretch {
  const places = tokens.map(({ word }) => placesOfWord(word));
  return { text, tokens, places, first: 0, last: tokens.length - 1 };
}

/**
 * Takes in features. They come in blocks; the places of a block are different, and count its share divided by the square
 * root of their number (of at least four) each.
 */
export interface FeatureSink {
  readonly begin: (share: number) => void;
  readonly add: (place: number) => void;
  /** A feature of the form, which counts by itself. */
  readonly form: (place: number, value: number) => void;
}

/** How much each kind of feature counts together, whatever its number; chosen by readings across authors. */
const SHARES = { meanings: 2, pairs: 2.5, stems: 2, pieces: 2, runs: 2, beside: 1 } as const;
const STEM = 5;
/** Meanings within this many words are a pair. */
const REACH = 9;
const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
const LONGEST_WORD = 40;
/** Signs between two words that are looked at. */
const LONGEST_GAP = 12;
const MAXIMUM_KNOWN_WORDS = 20_000;

/** Which block has last seen a place; so that telling different places apart costs no memory of its own. */
const seenBy = new Int32Array(1 << EVIDENCE_BITS);
let block = 0;

/**
 * Hands over the features of a stretch of words: its meanings, pairs of meanings near one another, beginnings of words,
 * pieces of words of three to five letters, its form; of a payload also what the person says beside it ("is this a scam?").
 */
export function eachFeature(
  stretch: Stretch,
  source: EvidenceSource,
  beside: Stretch | null,
  sink: FeatureSink,
): void {
  const once = startBlock(sink, SHARES.meanings);
  eachToken(stretch, ({ ids }) => {
    for (const id of ids) once(mix(1, id));
  });
  pairsOf(stretch, startBlock(sink, SHARES.pairs));
  const stem = startBlock(sink, SHARES.stems);
  eachToken(stretch, (_, places) => stem(places.stem));
  const piece = startBlock(sink, SHARES.pieces);
  eachToken(stretch, (_, { pieces }) => {
    for (const place of pieces) piece(place);
  });
  runsOf(stretch, startBlock(sink, SHARES.runs));
  if (beside !== null) besideOf(beside, startBlock(sink, SHARES.beside));
  formsOf(stretch, source, sink);
}

/** Takes a place once a block. */
function startBlock(sink: FeatureSink, share: number): (place: number) => void {
  block += 1;
  if (block === 0x7fffffff) {
    seenBy.fill(0);
    block = 1;
  }
  const current = block;
  sink.begin(share);
  return (place) => {
    if (seenBy[place] === current) return;
    seenBy[place] = current;
    sink.add(place);
  };
}

function eachToken(
  { tokens, places, first, last }: Stretch,
  visit: (token: MeaningfulToken, places: WordPlaces) => void,
): void {
  for (let index = first; index <= last; index += 1) {
    const [token, ofWord] = [tokens[index], places[index]];
    if (token !== undefined && ofWord !== undefined) visit(token, ofWord);
  }
}

function pairsOf({ tokens, first, last }: Stretch, add: (place: number) => void): void {
  for (let index = first; index < last; index += 1) {
    const ids = tokens[index]?.ids;
    if (ids === undefined || ids.length === 0) continue;
    const end = Math.min(index + REACH, last);
    for (let next = index + 1; next <= end; next += 1) {
      const others = tokens[next]?.ids;
      if (others === undefined) break;
      for (const id of ids) for (const other of others) add(mix(2, id * 4_096 + other));
    }
  }
}

/** Words and signs as they stand, and each with the one before it. */
function runsOf({ text, tokens, places, first, last }: Stretch, add: (place: number) => void): void {
  let before = RUN_EDGE;
  const take = (place: number): void => {
    add(place);
    add(mix(6, Math.imul(before, 31) ^ place));
    before = place;
  };
  for (let index = first; index <= last; index += 1) {
    const [token, ofWord] = [tokens[index], places[index]];
    if (token === undefined || ofWord === undefined) break;
    take(ofWord.whole);
    const end = Math.min(tokens[index + 1]?.start ?? text.length, token.end + LONGEST_GAP);
    for (let at = token.end; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > 32) take(mix(7, unit));
    }
  }
}

function besideOf(stretch: Stretch, add: (place: number) => void): void {
  eachToken(stretch, ({ ids }, { stem }) => {
    add(mix(3, stem));
    for (const id of ids) add(mix(4, id));
  });
  if (stretch.text.includes('?')) add(QUESTION_BESIDE);
}

/** Length, script, question marks and numbers. */
function formsOf({ text, tokens, first, last }: Stretch, source: EvidenceSource, sink: FeatureSink): void {
  const stretch = text.slice(tokens[first]?.start ?? 0, tokens[last + 1]?.start ?? text.length);
  if (stretch.includes('?')) sink.form(FORMS.question, 0.5);
  if (/\?\s*$/.test(stretch)) sink.form(FORMS.questionLast, 0.5);
  if (/\d{3}/.test(stretch)) sink.form(FORMS.number, 0.3);
  sink.form(mix(5, Math.min(6, Math.round(Math.log2(2 + last - first)))), 0.5);
  sink.form(FORMS[source], 0.5);
  const language = /[іїєґ]/.test(stretch) ? FORMS.uk : /[а-я]/.test(stretch) ? FORMS.ru : FORMS.en;
  sink.form(language, 0.3);
}

/** Places in the table: of a word, of its beginning and of its pieces. */
interface WordPlaces {
  readonly whole: number;
  readonly stem: number;
  readonly pieces: readonly number[];
}

const known = new Map<string, WordPlaces>();

function placesOfWord(word: string): WordPlaces {
  const before = known.get(word);
  if (before !== undefined) return before;
  // A number says by its length what it is; which one it is says nothing.
  const folded = word.slice(0, LONGEST_WORD).replaceAll('ё', 'е').replaceAll(/\d/g, '0');
  const edged = `^${folded}$`;
  const pieces: number[] = [];
  for (let from = 0; from + SHORTEST_PIECE <= edged.length; from += 1) {
    let sum = PIECE;
    const end = Math.min(from + LONGEST_PIECE, edged.length);
    for (let at = from; at < end; at += 1) {
      sum = step(sum, edged.charCodeAt(at));
      if (at - from + 1 >= SHORTEST_PIECE) pieces.push(finish(sum));
    }
  }
  const whole = hash(WHOLE_KIND, folded);
  const found = { whole, stem: hash(STEM_KIND, folded.slice(0, STEM)), pieces };
  if (known.size >= MAXIMUM_KNOWN_WORDS) known.clear();
  known.set(word, found);
  return found;
}

const PIECE = 0x811c9dc5;
const STEM_KIND = 0x1b873593;
const WHOLE_KIND = 0x3c6ef372;
const RUN_EDGE = 0x2545f491;

/** FNV-1a over UTF-16 units, then mixed, so that its low bits may be taken. */
function hash(kind: number, text: string): number {
  let sum = kind;
  for (let at = 0; at < text.length; at += 1) sum = step(sum, text.charCodeAt(at));
  return finish(sum);
}

function step(sum: number, unit: number): number {
  return Math.imul(sum ^ unit, 0x01000193);
}

function mix(kind: number, number: number): number {
  return finish(Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(kind, 0x85ebca6b));
}

function finish(sum: number): number {
  let mixed = sum ^ (sum >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  mixed = Math.imul(mixed, 0x297a2d39);
  mixed ^= mixed >>> 15;
  return mixed & MASK;
}

const FORM = 0x4cf5ad43;
const QUESTION_BESIDE = hash(FORM, 'beside');
const FORMS = {
  question: hash(FORM, 'question'),
  questionLast: hash(FORM, 'question last'),
  number: hash(FORM, 'number'),
  text: hash(FORM, 'text'),
  payload: hash(FORM, 'payload'),
  joined: hash(FORM, 'joined'),
  uk: hash(FORM, 'uk'),
  ru: hash(FORM, 'ru'),
  en: hash(FORM, 'en'),
} as const;
