import { type CleaningEvidence, cleanText } from './clean-text.ts';
import { type DecodedPayload, decodePayloads, rotateLatin } from './decode-payloads.ts';
import { identityText, type MappedText, rewriteMatches } from './mapped-text.ts';
import {
  countMixedTokens,
  foldLookAlikes,
  joinAndCollapse,
  readDigitsAsLetters,
  removeMarks,
  reverseText,
} from './rewrite-steps.ts';
import { transliterateToCyrillic } from './transliterate.ts';

/** The ways of reading one text. `received` is only folded to lower case, `clean` has passed steps 1 to 5. */
export type ReadingName =
  | 'received'
  | 'clean'
  | 'unmarked'
  | 'latin'
  | 'cyrillic'
  | 'digits'
  | 'joined'
  | 'transliterated'
  | 'reversed'
  | 'decoded';

export interface Reading {
  readonly name: ReadingName;
  readonly mapped: MappedText;
}

/** A reading that says something only in few texts; whoever wants it makes it. */
export interface FurtherReading {
  readonly name: ReadingName;
  /** The reading it is made from; its words tell whether making it is worth while. */
  readonly source: MappedText;
  make(): MappedText;
}

/** What normalisation makes of one text. */
export interface Normalised {
  /** Readings that differ from one another, plainest first; offsets lead back to the received text. */
  readonly readings: readonly Reading[];
  /** Transliterated and reversed. */
  readonly further: readonly FurtherReading[];
  readonly evidence: CleaningEvidence & { readonly mixedTokens: number };
  readonly payloads: readonly DecodedPayload[];
}

/** Text beyond this is not read: Intake keeps no more (specification, §5). */
export const MAXIMUM_TEXT = 20_000;

const speaksOfCipher = /rot-?13|rot13|caesar|цезар|шифр|cipher|reverse|backward|навпаки|наоборот|задом/;

/**
 * All readings of `text`, on a copy for detection only: the text as received goes to storage and extraction.
 * Linear in time; longer texts are cut to 20,000 characters.
 */
export function normaliseText(text: string): Normalised {
  const received = text.length > MAXIMUM_TEXT ? text.slice(0, MAXIMUM_TEXT) : text;
  const { mapped: clean, evidence } = cleanText(received);
  const readings: Reading[] = [];
  const lower = foldPlainly(received);
  if (lower.text !== clean.text) readings.push({ name: 'received', mapped: lower });
  readings.push({ name: 'clean', mapped: clean });
  const unmarked = add(readings, 'unmarked', removeMarks(clean), clean);
  const mixedTokens = countMixedTokens(unmarked);
  if (mixedTokens > 0) {
    add(readings, 'latin', foldLookAlikes(unmarked, 'latin'), unmarked);
    add(readings, 'cyrillic', foldLookAlikes(unmarked, 'cyrillic'), unmarked);
  }
  const oneScript = mixedTokens > 0 ? foldLookAlikes(unmarked, 'majority') : unmarked;
  const digits = add(readings, 'digits', readDigitsAsLetters(oneScript), oneScript);
  const joined = add(readings, 'joined', joinAndCollapse(digits), digits);
  const further: FurtherReading[] = [
    { name: 'transliterated', source: joined, make: () => transliterateToCyrillic(joined) },
    { name: 'reversed', source: unmarked, make: () => reverseText(unmarked) },
  ];
  const payloads = [...decodePayloads(received), ...hiddenPayloads(evidence, clean, received.length)];
  return { readings, further, evidence: { ...evidence, mixedTokens }, payloads };
}

/** The reading most like what a person sees, for callers that want one. */
export function cleanReading(normalised: Normalised): MappedText {
  return normalised.readings.find((reading) => reading.name === 'clean')?.mapped ?? identityText('');
}

function add(readings: Reading[], name: ReadingName, mapped: MappedText, from: MappedText): MappedText {
  if (mapped !== from && mapped.text !== from.text) readings.push({ name, mapped });
  return mapped;
}

/** Lower case and one kind of apostrophe and dash, nothing taken out: what no cleaning would see. */
function foldPlainly(text: string): MappedText {
  const lower = text.toLowerCase();
  // A few letters grow in lower case (İ); then offsets are kept by the cleaning road only.
  const same = identityText(lower.length === text.length ? lower : text);
  return rewriteMatches(same, /[\u2018\u2019\u02bc\u2032`´\u2010-\u2015\u2212]/g, (sign) =>
    /[\u2010-\u2015\u2212]/.test(sign) ? '-' : "'",
  );
}

/** Text spelled by invisible characters, and Latin text shifted by 13 where the message speaks of a cipher. */
function hiddenPayloads(evidence: CleaningEvidence, clean: MappedText, length: number): DecodedPayload[] {
  const found: DecodedPayload[] = [];
  if (evidence.hidden.length >= 4) {
    found.push({ encoding: 'hidden', text: evidence.hidden, start: 0, end: length, depth: 1 });
  }
  if (speaksOfCipher.test(clean.text) && /[a-z]{4}/.test(clean.text)) {
    const text = rotateLatin(clean.text.slice(0, 2_048));
    found.push({ encoding: 'rot13', text, start: 0, end: length, depth: 1 });
  }
  return found;
}
