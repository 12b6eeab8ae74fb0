import { endOfParts, houseNumber, isFloorWord, isPartWord } from './address-parts.ts';
import { addressWords, doubtfulStreetWords, streetWords } from './address-words.ts';
import { isCued, placesOf } from './cued.ts';
import { close, cueBefore } from './cues.ts';
import { findDoorCodes } from './find-door-codes.ts';
import { findEnglishAddresses } from './find-english-addresses.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';
import { isKnownTown, startWithTown } from './town-before.ts';

/** A number that counts or measures, or tells the time, is no house's. */
const notHouse =
  '(?![\\p{L}\\d]|[:.]\\d|\\s?(?:[%₴$€]|кв\\.?\\s?м|м²|м2|(?:м|г|ч|км|см|мм|мин|минут\\p{L}{0,2}|хв|хвилин\\p{L}{0,2}|грн|гривен|руб\\p{L}{0,4}|шт|час\\p{L}{0,3}|годин\\p{L}{0,2}|дн\\p{L}{1,3}|лет|рок\\p{L}{0,2}|раз\\p{L}{0,2}|человек|людей|градус\\p{L}{0,3}|квадрат\\p{L}{0,3}|метр\\p{L}{0,3}|minutes|min|times|people|days|hours)(?!\\p{L})))';
const ordinal = '(?:-?(?:й|я|ий|ый|ой|ая|а|го|му|м|ом|st|nd|rd|th))?';
const building = '(?:(?:дом|доме|д|будинок|буд|корпус|корп|к|строение|house|building|bud|dom|№)\\.?\\s?)?';
const house = `[,\\s]{1,3}${building}${houseNumber}${notHouse}`;
const name = '(?:[\\p{L}\'"«»-]{2,25}\\.?|\\p{L}\\.(?:\\s?\\p{L}\\.)?)';

const street = cueBefore(streetWords);
const doubtfulStreet = cueBefore(doubtfulStreetWords);
const afterStreet = new RegExp(
  `\\.?\\s{0,2}(?:\\d{1,3}${ordinal}\\s)?${name}(?:\\s${name}){0,3}?${house}`,
  'uy',
);
const afterName = new RegExp(`\\.?${house}`, 'uy');
const line = cueBefore({ ru: 'линия|линии|линию', uk: 'лінія|лінії', en: 'liniya' });
const afterLine = new RegExp(`(?:\\s(?:в\\.?\\s?о\\.?|васильевского острова))?${house}`, 'uy');
/** Verbs and adverbs behind "на улице": weather, not an address. */
const notNames =
  /^\.?\s{0,2}(?:было|будет|был|была|в|на|около|темно|снова|опять|нет|не|за|по|уже|нужно|сейчас|холодно|жарко|тепло|почти|минус|плюс|до|від|було|буде|знову|немає|не|вже|зараз|майже|комнаты|кімнати|офиса|офісу|квартиры|квартири|дома|будинку|занимает|займає|близько|помещения|приміщення|кухни|кухні)(?!\p{L})/u;
const firstPart = new RegExp(
  `(?:дом|д|будинок|буд)\\.?\\s?${houseNumber}|[\\p{L}']{2,12}\\.?\\s?[№#:]?\\s?\\d{1,6}[\\p{L}#*]?\\d{0,4}(?!\\p{L})`,
  'uy',
);
/** "Бородинская 11, кв. 5": a capital, a number and a part of a building. */
const bareStreet = new RegExp(
  `(?<![\\p{L}\\d'-])[А-ЯІЇЄҐ][а-яіїєґ'-]{3,25}(?:\\s[А-ЯІЇЄҐ][а-яіїєґ'-]{2,25}){0,2}${house}`,
  'gu',
);
/** Blocks, sections and rooms are numbered in other places too. */
const homeWord =
  /кв|под|під|эт|пов|оф|домофон|буд|дом|парадн|apt|apartment|flat|entrance|floor|unit|buzzer|intercom/;
const addressCue = cueBefore(addressWords, { length: 30, words: 4, breaks: /[.!?\n]/ });
const directionCue = cueBefore({ ru: 'по|на|к|с', uk: 'по|на|до|з', en: 'at|on' }, close);
const streetEnding =
  /(?:ая|ой|ую|[сц]кой|[сц]кую|[сц]ька|[сц]ьку|[сц]ькій|на|ній|ну|ова|ової|ого|а|у|і|ий|ик|ку|ева|ева|іва|о|ина|ини)$/;
const adjectiveEnding = /(?:[сц]кой|[сц]кую|[сц]ькій|[сц]ьку|ного|вого|ової|ной|ную|ній|ну)$/;

type Add = (start: number, end: number) => void;

/** Addresses: a street with a number, parts of a building, a door code. */
export const findAddresses: Finder = (search) => {
  if (!search.hasDigits) return [];
  const found: Candidate[] = [];
  const add: Add = (start, end) => {
    const trimmed = search.text.slice(start, end).replace(/[\s,.;(-]+$/, '');
    found.push({ kind: 'address', start, end: start + trimmed.length, isProven: false });
  };
  for (const place of placesOf(search, street)) addStreet(search, place, false, add);
  for (const place of placesOf(search, doubtfulStreet)) addStreet(search, place, true, add);
  addLines(search, add);
  addParts(search, add);
  for (const match of search.text.matchAll(bareStreet)) addBareStreet(search, match, add);
  for (const range of [...findEnglishAddresses(search), ...findDoorCodes(search)])
    add(range.start, range.end);
  return found;
};

function addStreet(
  search: SearchText,
  place: { readonly start: number; readonly end: number },
  isDoubtful: boolean,
  add: Add,
): void {
  const { text, lower } = search;
  afterStreet.lastIndex = place.end;
  const rest = afterStreet.exec(lower);
  const isCapital = /^\.?\s{0,2}(?:\d{1,3}\S{0,3}\s)?["«]?\p{Lu}/u.test(
    text.slice(place.end, place.end + 12),
  );
  if (rest !== null && (isCapital || (!isDoubtful && !notNames.test(rest[0])))) {
    add(startWithTown(text, place.start), endOfParts(lower, place.end + rest[0].length));
    return;
  }
  // The name may stand before its kind: "Соборная площадь 5".
  const before = /\p{Lu}\p{Ll}[\p{L}'-]{1,25}(?:\s\p{L}[\p{L}'-]{2,25})?\s$/u.exec(
    text.slice(Math.max(0, place.start - 54), place.start),
  );
  afterName.lastIndex = place.end;
  const number = before === null ? null : afterName.exec(lower);
  if (before !== null && number !== null) {
    add(startWithTown(text, place.start - before[0].length), endOfParts(lower, place.end + number[0].length));
  }
}

/** "5-я линия В. О., 12": the number stands first. */
function addLines(search: SearchText, add: Add): void {
  for (const place of placesOf(search, line)) {
    const before = /\d{1,2}(?:-?\p{L}{1,2})?\s$/u.exec(
      search.lower.slice(Math.max(0, place.start - 8), place.start),
    );
    afterLine.lastIndex = place.end;
    const rest = before === null ? null : afterLine.exec(search.lower);
    if (before !== null && rest !== null)
      add(place.start - before[0].length, endOfParts(search.lower, place.end + rest[0].length));
  }
}

/** Parts of a building without a street, at least two: "подъезд 3, кв. 47". */
function addParts(search: SearchText, add: Add): void {
  const { lower, words } = search;
  let done = 0;
  for (let place = 0; place < words.size; place += 1) {
    const start = words.start(place);
    const word = words.word(place);
    if (start < done) continue;
    const isFirst = isPartWord(word);
    const next = words.word(place + 1);
    // Behind a number "кв" also measures.
    if (!isFirst && !(word < ':' && next.length > 4 && isFloorWord(next))) continue;
    let end = start;
    if (isFirst) {
      firstPart.lastIndex = start;
      end += firstPart.exec(lower)?.[0].length ?? 0;
    } else end = words.end(place + 1);
    const last = end === start ? end : endOfParts(lower, end);
    if (last === end) continue;
    done = last;
    if (homeWord.test(lower.slice(start, last))) add(start, last);
  }
}

function addBareStreet(search: SearchText, match: RegExpExecArray, add: Add): void {
  const words = (/^[\p{L}'\s-]+/u.exec(match[0])?.[0] ?? '').trim().toLowerCase();
  if (/отделени|відділен|почтомат|поштомат|постамат/.test(words)) return;
  if (
    /^(?:нов|дом|квартир|подъезд|під|офис|офіс|размер|розмір)/.test(words) &&
    !/ая|ська|ской|ій/.test(words)
  )
    return;
  if (!streetEnding.test(words)) return;
  const end = endOfParts(search.lower, match.index + match[0].length);
  const parts = search.lower.slice(match.index + match[0].length, end);
  const hasFlat = /(?:кв|под|під|оф|этаж|эт|пов|корп)\p{L}{0,6}[.\s]\s?\d/u.test(parts);
  const isTold =
    hasFlat ||
    isCued(search, match.index, addressCue) ||
    (adjectiveEnding.test(words) && isCued(search, match.index, directionCue));
  const start = startWithTown(search.text, match.index);
  if (isTold || isKnownTown(search.text.slice(start, match.index))) add(start, end);
}
