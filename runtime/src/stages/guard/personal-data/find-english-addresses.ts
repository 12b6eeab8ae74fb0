import { placesOf } from './cued.ts';
import { type CueWords, cueBefore } from './cues.ts';
import type { SearchText } from './kinds.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Words for a street in Latin letters. */
const streetKinds: CueWords = {
  ru: '',
  uk: '',
  en: 'street|st|str|avenue|ave|av|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|square|sq|way|place|pl|terrace|ter|close|crescent|cres|gardens|gdns|grove|row|mews|parkway|pkwy|hill|walk|alley|highway|hwy|embankment|quay|wharf|yard|circle|cir|trail|park|green|vale|rise|view|prospekt|heights|parade|passage|esplanade|box',
};
const kind = cueBefore(streetKinds);
const units =
  '(?:apt|flat|unit|apartment|suite|ste|floor|fl|room|entrance|door|entry|office|building|block|house|intercom|buzzer|gate|#)';
const unit = `${units}\\.?\\s?(?:code\\s)?#?(?:no\\.?\\s)?(?:[a-z]{0,2}\\d{1,5}[a-z]?|[a-z](?![a-z']))`;
const before = `(?:(?:${unit}|(?:\\p{L}{2,15}\\s){1,2}house),?\\s{1,2}(?:(?:at|in|on)\\s)?)?`;
/** "[flat 3,] 14 Baker ", read backwards from the word for the street. */
const numberBefore = new RegExp(
  `(?<=(?<![\\p{L}\\d,.$€£-])(${before}\\d{1,5}[a-z]?(?:[-/]\\d{1,4})?,?\\s{1,2}(?:(?:[\\p{L}'.]{1,21}|\\d{1,3}(?:st|nd|rd|th))\\s{1,2}){1,4}))`,
  'uy',
);
/** "[flat 3,] Soborna " before "street 14". */
const nameBefore = new RegExp(`(?<=(?<![\\p{L}\\d])(${before}(?:[\\p{L}']{3,21}\\s){1,3}))`, 'uy');
const numberBehind = /\.?,?\s\d{1,4}[a-z]?(?:[-/]\d{1,4})?(?![\d:%]|\p{L})/uy;
const behind = new RegExp(
  `\\.?(?:\\s(?:nw|ne|sw|se|n|s|e|w|north|south|east|west)(?!\\p{L}))?(?:,?\\s{1,2}(?:and\\s)?${unit}|,?\\s\\d{1,2}(?:st|nd|rd|th)\\sfloor){0,4}`,
  'uy',
);
const townBehind =
  /(?:,\s?\p{Lu}[\p{L}'-]{2,20}(?:\s\p{Lu}[\p{L}'-]{2,20})?){0,3}(?:,?\s(?:[A-Z]{2}\s\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|\d{5}))?/uy;
/** Between a number and a lower-case word for a street: "2 minutes down the street" is no address. */
const notName =
  /\b(?:the|a|an|of|in|on|per|days?|times?|people|minutes?|min|hours?|more|different|main|side|any|this|that|our|my|your|from|to|down|up|by|for|and|with|at|is|are|percent|pairs?|pieces?|pcs|items?|orders?|or|x)\b/;

/** Addresses in Latin letters: a number, a name and a word for the street, in either order. */
export function findEnglishAddresses(search: SearchText): Range[] {
  const found: Range[] = [];
  for (const place of placesOf(search, kind)) {
    const range = numberFirst(search, place) ?? nameFirst(search, place);
    if (range !== null) found.push(range);
  }
  return found;
}

function numberFirst(search: SearchText, place: Range): Range | null {
  const word = search.lower.slice(place.start, place.end);
  if (word === 'box') return postBox(search, place);
  numberBefore.lastIndex = place.start;
  const before = numberBefore.exec(search.lower)?.[1];
  if (before === undefined) return null;
  const start = place.start - before.length;
  const written = search.text.slice(start, place.start);
  const name = (/\d[a-z]?(?:[-/]\d{1,4})?,?\s([^\d]*)$/iu.exec(written)?.[1] ?? written).trim();
  // Names of streets are capitalised; written small, only full words for a street count, and plain names.
  const isSmall = !/^(?:\p{Lu}|\d)/u.test(name);
  if (isSmall && (!isFullKind(word) || notName.test(name.toLowerCase()) || name.split(' ').length > 2))
    return null;
  return { start, end: endBehind(search, place.end) };
}

function isFullKind(word: string): boolean {
  return /^(?:street|avenue|road|lane|drive|boulevard|court|crescent|terrace|close|square)$/.test(word);
}

function nameFirst(search: SearchText, place: Range): Range | null {
  numberBehind.lastIndex = place.end;
  const number = numberBehind.exec(search.lower)?.[0];
  if (number === undefined) return null;
  nameBefore.lastIndex = place.start;
  const before = nameBefore.exec(search.lower)?.[1];
  if (before === undefined) return null;
  const start = place.start - before.length;
  const capital = search.text
    .slice(start, place.start)
    .search(/\p{Lu}[\p{Ll}'-]+(?:\s\p{Lu}[\p{L}'-]+)*\s$/u);
  const unitFirst = new RegExp(`^${unit}`, 'u').test(before);
  if (capital < 0) return null;
  return { start: unitFirst ? start : start + capital, end: endBehind(search, place.end + number.length) };
}

function endBehind(search: SearchText, at: number): number {
  behind.lastIndex = at;
  const end = at + (behind.exec(search.lower)?.[0].length ?? 0);
  townBehind.lastIndex = end;
  return end + (townBehind.exec(search.text)?.[0].length ?? 0);
}

function postBox(search: SearchText, place: Range): Range | null {
  const before = /(?<!\p{L})p\.?\s?o\.?\s?$/u.exec(
    search.lower.slice(Math.max(0, place.start - 6), place.start),
  );
  const number = /^\s\d{1,6}/.exec(search.lower.slice(place.end, place.end + 8));
  if (before === null || number === null) return null;
  return { start: place.start - before[0].length, end: place.end + number[0].length };
}
