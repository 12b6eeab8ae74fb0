import { isCardNumber } from '../../../core/redaction.ts';
import { ibanLength, isEan, isIban } from './checksums.ts';
import { isCued, mentions } from './cued.ts';
import { cueBefore, within } from './cues.ts';
import { aboutCardWords, cardWords } from './document-cues.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';

/** Unbounded: a list of cards is one run, and a cut would fall into one of them. */
const cardRun = /(?<![\d+])\d(?:[ \u00a0\t\n.,_/|*:;\\-]{0,3}\d){12,}/g;
const cardCue = cueBefore(cardWords, within(20));
const aboutCard = cueBefore(aboutCardWords);
const LONGEST_CARD = 19;
const SHORTEST_CARD = 13;
/** Characters between two parts of one card. */
const FARTHEST_PART = 40;

/** Card numbers: whole groups are tried, so that "2 шт 4111 1111 1111 1111" is found; also dictated and in parts. */
export const findCards: Finder = (search) => {
  const found: Candidate[] = [];
  const add = (start: number, end: number): void => {
    found.push({ kind: 'card', start, end, isProven: true });
  };
  for (const run of search.hasDigits ? search.numeric.matchAll(cardRun) : []) {
    const groups = [...run[0].matchAll(/\d+/g)];
    for (let first = 0; first < groups.length; first += 1) {
      const last = lastGroupOfCard(groups, first);
      if (last < 0) continue;
      const start = run.index + (groups[first]?.index ?? 0);
      const end = run.index + (groups[last]?.index ?? 0) + (groups[last]?.[0].length ?? 0);
      // A product code of 13 digits can pass for an old card: one in ten does.
      if (isEan(search.numeric.slice(start, end)) && !isCued(search, start, cardCue)) continue;
      add(start, end);
      first = last;
    }
  }
  for (const spoken of search.spoken) if (isCardNumber(spoken.digits)) add(spoken.start, spoken.end);
  if (found.length === 0) found.push(...cardsInParts(search));
  return found;
};

/** "first 5355 1702, then 6618 9043": groups of four with words between, in a text about a card. */
function cardsInParts(search: SearchText): Candidate[] {
  const found: Candidate[] = [];
  const parts = [...search.numeric.matchAll(/(?<![\d.,])(?:\d{4}|\d{8})(?![\d%]|[.,]\d)/g)];
  if (parts.length < 2 || !mentions(search, aboutCard)) return found;
  for (let first = 0; first < parts.length; first += 1) {
    let digits = '';
    let end = parts[first]?.index ?? 0;
    const start = end;
    for (let at = first; at < parts.length && digits.length < 16; at += 1) {
      const part = parts[at];
      if (part === undefined || part.index - end > FARTHEST_PART) break;
      digits += part[0];
      end = part.index + part[0].length;
    }
    if (digits.length === 16 && isCardNumber(digits))
      found.push({ kind: 'card', start, end, isProven: true });
  }
  return found;
}

function lastGroupOfCard(groups: readonly RegExpExecArray[], first: number): number {
  // Issuers' numbers begin with 2 to 6.
  if (!/^[2-6]/.test(groups[first]?.[0] ?? '')) return -1;
  let digits = '';
  for (let last = first; last < groups.length && digits.length < LONGEST_CARD; last += 1) {
    digits += groups[last]?.[0] ?? '';
    if (digits.length >= SHORTEST_CARD && isCardNumber(digits)) return last;
  }
  return -1;
}

/** Cyrillic letters that look like Latin ones: typed with the wrong keyboard they make an IBAN no other number. */
const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'A',
    в: 'B',
    с: 'C',
    е: 'E',
    н: 'H',
    і: 'I',
    к: 'K',
    м: 'M',
    о: 'O',
    р: 'P',
    т: 'T',
    х: 'X',
  }),
);
const ibanRun =
  /(?<![\p{L}\d])[A-Za-zАВСЕНІКМОРТХавсеніктмохр]{2}[ \u00a0\n:-]?\d[ \u00a0]?\d(?:[ \u00a0\n./_-]{0,2}[A-Za-zАВСЕНІКМОРТХ\d]){11,32}/gu;

/** IBANs in any spacing, checked by the country's length and mod 97. */
export const findIbans: Finder = (search) => {
  const found: Candidate[] = [];
  if (!search.hasDigits) return found;
  const { numeric, text } = search;
  ibanRun.lastIndex = 0;
  for (let run = ibanRun.exec(numeric); run !== null; run = ibanRun.exec(numeric)) {
    const { signs, places } = signsOf(run[0]);
    const length = ibanLength(signs.slice(0, 2)) ?? Number.POSITIVE_INFINITY;
    const end = run.index + (places[length - 1] ?? Number.NaN) + 1;
    const isFound = isIban(signs.slice(0, length)) && !/[A-Za-z0-9]/.test(text.charAt(end));
    if (isFound) found.push({ kind: 'iban', start: run.index, end, isProven: true });
    // A run reaches into what follows, which may be the next one of a list.
    ibanRun.lastIndex = isFound ? end : run.index + 2;
  }
  return found;
};

/** Letters and digits of a run, letters as Latin capitals, with their places. */
function signsOf(text: string): { signs: string; places: readonly number[] } {
  const places: number[] = [];
  let signs = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    const latin = latinOf.get(sign.toLowerCase()) ?? sign;
    if (!/[A-Za-z0-9]/.test(latin)) continue;
    signs += latin.toUpperCase();
    places.push(at);
  }
  return { signs, places };
}
