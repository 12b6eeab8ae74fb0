import { remembered } from '../remembered.ts';
import { isCued } from './cued.ts';
import { cueBefore } from './cues.ts';
import type { Candidate, SearchText } from './kinds.ts';
import { isFirstName, isPatronymic, isSurname } from './name-grammar.ts';

const smallCue = cueBefore(
  {
    ru: 'меня зовут|зовут|получател*|фио|на имя|имя|фамилия|имя и фамилия|с уважением|оформ* на|запиш* на|спросите|спросить|муж|жена|мама|дочь|сын|соседка|сосед',
    uk: "мене звати|мене звуть|звати|отримувач*|одержувач*|піб|на ім'я|ім'я|прізвище|ім'я та прізвище|з повагою|оформ* на|запиш* на|запитайте|чоловік|дружина|мама|донька|син|сусідка|сусід",
    en: "my name is|name is|name's|recipient|full name|regards|i'm|im|this is|ask for|mr|mrs|ms|name|surname|cardholder",
  },
  { length: 10, words: 1, fillers: new Set(['это', 'це', 'is', 'звати', 'зовут']), breaks: /[^\s:,-]/ },
);
const isNameLike = remembered(
  (word) => word.length >= 2 && word >= 'a' && (isFirstName(word) || isSurname(word) || isPatronymic(word)),
);
const LONGEST_NAME = 3;

/** Names written small: a known first name beside a surname by cue, beside a patronymic always. */
export function findSmallNames(search: SearchText): Candidate[] {
  const found: Candidate[] = [];
  const { words } = search;
  let place = 0;
  while (place < words.size) {
    if (!isNameLike(words.word(place)) || !isSmall(search, place)) {
      place += 1;
      continue;
    }
    let last = place;
    while (last - place + 1 < LONGEST_NAME && continues(search, last)) last += 1;
    if (isName(search, place, last))
      found.push({ kind: 'name', start: words.start(place), end: words.end(last), isProven: false });
    place = last + 1;
  }
  return found;
}

function continues(search: SearchText, place: number): boolean {
  const { words } = search;
  const isNext = words.start(place + 1) - words.end(place) === 1;
  return isNext && isNameLike(words.word(place + 1)) && isSmall(search, place + 1);
}

/** Whether the word is written small and stands alone: no part of an address of a page or of a compound. */
function isSmall(search: SearchText, place: number): boolean {
  const { words, text, lower } = search;
  const start = words.start(place);
  if (text.charAt(start) !== lower.charAt(start)) return false;
  return !/[@_.\d-]/.test(text.charAt(start - 1)) && !/[@_\d]/.test(text.charAt(words.end(place)));
}

function isName(search: SearchText, first: number, last: number): boolean {
  const { words } = search;
  let hasFirst = false;
  let hasPatronymic = false;
  for (let place = first; place <= last; place += 1) {
    const isFirst = isFirstName(words.word(place));
    hasFirst ||= isFirst;
    hasPatronymic ||= !isFirst && isPatronymic(words.word(place));
  }
  return hasFirst && (hasPatronymic || isCued(search, words.start(first), smallCue));
}
