import { createHash } from 'node:crypto';
import type { Candidate, SearchText } from './kinds.ts';
import { seedWords } from './seed-words.ts';

/** Words of a list, numbered or not, with any sign of a list between. */
const phrase =
  /(?<![\p{L}\d])[a-z]{3,8}(?:[\s,;.|/>→•*_-]{1,4}(?:\d{1,2}[.):-]?\s?)?[a-z]{3,8}){11,40}(?![\p{L}\d])/giu;
const seedCue =
  /seed|сид|сід|мнемон|mnemonic|recovery|фраз|phrase|восстанов|відновл|backup|секретн|секретк|слов|слів|twelve words|12 words|24 words|the words|wallet|гаманц|кошел|бумажк|папірц|записан/;
const phraseLengths = [24, 21, 18, 15, 12] as const;

/** Checksums computed for one text; past this a run of list words is taken for a phrase without asking. */
const MAXIMUM_CHECKSUMS = 64;

/** Phrases of BIP 39: by checksum; by the list alone near a word for them or in a text of Cyrillic letters. */
export function findSeedPhrases(search: SearchText): Candidate[] {
  const found: Candidate[] = [];
  const matches = [...search.text.matchAll(phrase)];
  if (matches.length === 0) return found;
  const isTold = seedCue.test(search.lower) || /[а-яіїє]{3}/.test(search.lower);
  const budget = { left: isTold ? 0 : MAXIMUM_CHECKSUMS };
  for (const match of matches) {
    const words = [...match[0].matchAll(/[A-Za-z]+/g)];
    const numbers = words.map((word) => seedWords.get(word[0].toLowerCase()) ?? -1);
    for (const [first, size] of phrasesIn(numbers, budget)) {
      const last = words[first + size - 1];
      const end = match.index + (last?.index ?? 0) + (last?.[0].length ?? 0);
      found.push({ kind: 'secret', start: match.index + (words[first]?.index ?? 0), end, isProven: true });
    }
  }
  return found;
}

/** First word and length of each phrase; -1 stands for a word that is not in the list. */
function phrasesIn(numbers: readonly number[], budget: { left: number }): [number, number][] {
  const found: [number, number][] = [];
  let first = 0;
  while (first + 12 <= numbers.length) {
    const next = numbers.indexOf(-1, first);
    const run = (next < 0 ? numbers.length : next) - first;
    if (run < 12) {
      if (next < 0) return found;
      first = next + 1;
      continue;
    }
    const at = first;
    const size = phraseLengths.find(
      (length) => length <= run && isSeed(numbers.slice(at, at + length), budget),
    );
    if (size !== undefined) found.push([first, size]);
    first += size ?? 1;
  }
  return found;
}

/** Numbers with a right checksum; with a word for a phrase near by the list is enough. */
function isSeed(numbers: readonly number[], budget: { left: number }): boolean {
  // A few words over and over are no phrase.
  if (new Set(numbers).size < 8) return false;
  if (budget.left <= 0) return true;
  budget.left -= 1;
  return hasSeedChecksum(numbers);
}

/** BIP 39: of every 33 bits the last is taken from the SHA-256 of the others. */
function hasSeedChecksum(numbers: readonly number[]): boolean {
  const bits = numbers.map((number) => number.toString(2).padStart(11, '0')).join('');
  const entropyLength = Math.floor(bits.length / 33) * 32;
  const bytes = bits.slice(0, entropyLength).match(/.{8}/g) ?? [];
  const entropy = Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
  const digest = createHash('sha256').update(entropy).digest();
  const check = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.slice(entropyLength) === check.slice(0, bits.length - entropyLength);
}
