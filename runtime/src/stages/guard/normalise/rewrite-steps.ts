import { remembered } from '../remembered.ts';
import { cyrillicSkeleton, latinSkeleton, mixedScripts } from './look-alikes.ts';
import { type MappedText, MappedTextBuilder, rewriteMatches } from './mapped-text.ts';

/** Letters, marks and digits in one piece. */
const token = /[\p{L}\p{M}\p{N}]+/gu;
const survivors = new Set(['й', 'ї', 'ё']);

/** Anything but ASCII and letters of the three languages: seldom there, and found faster than marks. */
const beyondBare = /[^ -~\n\u0430-\u044f\u0451-\u045c\u045e]/;

/** Letters and digits of most texts, which have no mark to lose: ASCII and а to я. */
const isBare = (code: number): boolean => code < 0x80 || (code >= 0x430 && code <= 0x44f);

/**
 * Step 5, second reading: marks that NFC could not compose are removed, and Latin letters lose their accents.
 * й, ї and ё are letters of their own and stay.
 */
export function removeMarks(source: MappedText): MappedText {
  if (!beyondBare.test(source.text)) return source;
  if (!/[\p{M}\u00e0-\u024f\u0450\u045d\u1e00-\u1eff]/u.test(source.text)) return source;
  return rewriteMatches(source, /[\p{L}\p{N}]\p{M}*|\p{M}+/gu, (letter) => {
    if (letter.length === 1 && isBare(letter.charCodeAt(0))) return null;
    return survivors.has(letter.charAt(0)) ? letter.charAt(0) : unmarked(letter);
  });
}

const unmarked = remembered((letter) => letter.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC'));

/** Step 6: each token of mixed script read as Latin or as Cyrillic. */
export function foldLookAlikes(source: MappedText, script: 'latin' | 'cyrillic' | 'majority'): MappedText {
  if (!mayMixScripts(source.text)) return source;
  return rewriteMatches(source, token, (word) => {
    const mixed = mixedScripts(word);
    if (mixed === null) return null;
    const toLatin = script === 'latin' || (script === 'majority' && mixed.latin >= mixed.cyrillic);
    return toLatin ? latinSkeleton(word) : cyrillicSkeleton(word);
  });
}

/** Of a third script, or made to look like one of another. */
const otherLetter =
  /[\u0131\u0250-\u02af\u0370-\u03ff\u0455\u0458\u0461\u0475\u04bb\u04cf\u0500-\u058f\u1d00-\u1d7f\ua720-\ua7ff]/;

/** Most texts mix no scripts within a word, and are told apart in one glance. */
function mayMixScripts(text: string): boolean {
  return otherLetter.test(text) || mayTouch(text);
}

/** Whether Latin and Cyrillic letters, in lower case, have nothing but signs of a word between them. */
function mayTouch(text: string): boolean {
  let before: number = NEITHER;
  for (let at = 0; at < text.length; at += 1) {
    const script = scriptOf(text.charCodeAt(at));
    if (script === null) continue;
    if (script + before === LATIN + CYRILLIC) return true;
    before = script;
  }
  return false;
}

// The sum of the two is no sum of others.
const [NEITHER, LATIN, CYRILLIC] = [0, 1, 3];

/** Null for a digit, and for what may be a mark. */
function scriptOf(unit: number): number | null {
  if ((unit >= 0x61 && unit <= 0x7a) || (unit >= 0xdf && unit < 0x250)) return LATIN;
  if (unit >= 0x400 && unit < 0x500) return CYRILLIC;
  return unit > 0x24f || (unit >= 0x30 && unit <= 0x39) ? null : NEITHER;
}

/** How many tokens mix scripts. */
export function countMixedTokens(source: MappedText): number {
  let count = 0;
  if (!mayMixScripts(source.text)) return count;
  for (const match of source.text.matchAll(token)) if (mixedScripts(match[0]) !== null) count += 1;
  return count;
}

const latinDigits: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i',
}; // biome-ignore format: a table
const cyrillicDigits: Readonly<Record<string, string>> = {
  '0': 'о', '1': 'и', '3': 'е', '4': 'а', '6': 'б', '7': 'т', '@': 'а',
}; // biome-ignore format: a table
// The looks ahead keep plain words and plain numbers out: most of a text.
const mixedWithDigits =
  /(?<![\p{L}\p{N}@$])(?=\p{L}{0,40}[0-9@$])(?=[0-9@$]{0,3}\p{L})[\p{L}\p{N}@$!]{3,40}(?![\p{L}\p{N}@$])/gu;

/** A digit and a letter of one token: what `mixedWithDigits` wants, found without looks around. */
const mayMixDigits = /[0-9@$](?:!*\p{L}|(?<=\p{L}!*[0-9@$]))/u;

/**
 * Step 7: digits that stand for letters, only in tokens that mix the two. Sizes and models (`s23`, `500мл`) have
 * their digits at one end and in a row, and more than one letter must remain around a digit.
 */
export function readDigitsAsLetters(source: MappedText): MappedText {
  if (!mayMixDigits.test(source.text)) return source;
  return rewriteMatches(source, mixedWithDigits, (word) => {
    if (!looksLeet(word)) return null;
    const table = /[а-яіїєґё]/.test(word) ? cyrillicDigits : latinDigits;
    let result = '';
    for (const letter of word) result += table[letter] ?? letter;
    // At the start of a Cyrillic word 3 is з ("3абудь").
    return word.startsWith('3') && table === cyrillicDigits ? `з${result.slice(1)}` : result;
  });
}

function looksLeet(word: string): boolean {
  const letters = word.match(/\p{L}/gu)?.length ?? 0;
  const digits = word.match(/[\d@$]/g)?.length ?? 0;
  if (letters < 2 || digits === 0 || digits > letters + 2) return false;
  return /\p{L}[\d@$!]+\p{L}|^[\d@$]\p{L}{3,}|\p{L}{3,}[01345@$]$/u.test(word);
}

// What follows a letter is looked at before what stands before it: most letters fail at once.
const spelledOut =
  /\p{L}(?=[ .,_*|/+~-])(?<![\p{L}\p{N}]\p{L})(?:[ .,_*|/+~-]{1,3}\p{L}(?![\p{L}\p{N}])){3,}/gu;

/**
 * Step 8: runs of four or more single letters are joined ("i g n o r e"); wider gaps between them separate words.
 * A letter repeated three times or more is written once.
 */
export function joinAndCollapse(source: MappedText): MappedText {
  const joined = rewriteMatches(source, spelledOut, (run) => run.replace(/[ .,_*|/+~-]+/g, separatorOf));
  if (!hasTriple(joined.text)) return joined;
  return rewriteMatches(joined, /(\p{L})\1{2,}/gu, (run) => run.charAt(0));
}

/** Whether a unit stands three times in a row. */
function hasTriple(text: string): boolean {
  let [before, last] = [-1, -1];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === last && unit === before) return true;
    [before, last] = [last, unit];
  }
  return false;
}

/** One sign between letters joins them; a wider gap is a gap between words. */
function separatorOf(separator: string): string {
  return separator.length >= 2 ? ' ' : '';
}

/** The text from its last character to its first. */
export function reverseText(source: MappedText): MappedText {
  const builder = new MappedTextBuilder();
  let at = source.text.length;
  while (at > 0) {
    const low = source.text.charCodeAt(at - 1);
    const size = low >= 0xdc00 && low <= 0xdfff && at > 1 ? 2 : 1;
    builder.replace(source.text.slice(at - size, at), source, at - size, at);
    at -= size;
  }
  return builder.build();
}
