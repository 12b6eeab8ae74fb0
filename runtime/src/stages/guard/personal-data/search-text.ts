import type { SearchText } from './kinds.ts';
import { findSpokenNumbers } from './number-words.ts';
import { WordIndex } from './word-index.ts';

/** Letters written for digits, in tokens that hold a digit and nothing else. */
const letteredNumber = /(?<!\p{L})[OoОоЗз]*\d[\dOoОоЗз]*(?!\p{L})/gu;

/** The readings of a cleaned `text` that the finders share. */
export function searchTextOf(text: string, ownHandles: readonly string[]): SearchText {
  const folded = text.toLowerCase().replaceAll('ё', 'е');
  // A few letters change their length in lower case; offsets matter more than those letters.
  const lower = folded.length === text.length ? folded : text;
  const numeric = /\d[OoОоЗз]|[OoОоЗз]\d/.test(text)
    ? text.replace(letteredNumber, (token) => token.replace(/[OoОо]/g, '0').replace(/[Зз]/g, '3'))
    : text;
  const words = new WordIndex(lower);
  return {
    text,
    lower,
    numeric,
    words,
    asked: new Map(),
    hasDigits: /\d/.test(numeric),
    hasLongNumber: /\d(?:[ -]?\d){5}/.test(numeric),
    spoken: findSpokenNumbers(words),
    ownHandles: new Set(ownHandles.map((handle) => handle.replace(/^@/, '').toLowerCase())),
  };
}
