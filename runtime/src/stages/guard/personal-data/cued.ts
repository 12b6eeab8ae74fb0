import type { Cue } from './cues.ts';
import type { SearchText } from './kinds.ts';

/** Questions about one cue after which the whole text is searched for its words. */
const OFTEN = 24;

/** Whether `cue` holds for a value that begins (for a cue behind: ends) at `at`. */
export function isCued(search: SearchText, at: number, cue: Cue): boolean {
  const asked = (search.asked.get(cue) ?? 0) + 1;
  search.asked.set(cue, asked);
  // A text that asks again and again is searched once for the words at all.
  if (asked === OFTEN && !mentions(search, cue)) search.asked.set(cue, Number.NEGATIVE_INFINITY);
  return asked > 0 && cue.holds(search.words, at);
}

/** Whether one of the phrases stands anywhere in the text. */
export function mentions(search: SearchText, cue: Cue): boolean {
  for (let place = 0; place < search.words.size; place += 1) {
    if (cue.wordsAt(search.words, place) > 0) return true;
  }
  return false;
}

/** Where the phrases of a cue stand in the text. */
export function placesOf(search: SearchText, cue: Cue): readonly { start: number; end: number }[] {
  const { words } = search;
  const places: { start: number; end: number }[] = [];
  for (let place = 0; place < words.size; place += 1) {
    const count = cue.wordsAt(words, place);
    if (count > 0) places.push({ start: words.start(place - count + 1), end: words.end(place) });
  }
  return places;
}
