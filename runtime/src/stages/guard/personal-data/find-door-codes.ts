import { isCued } from './cued.ts';
import { cueAfter, cueBefore } from './cues.ts';
import type { SearchText } from './kinds.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

const place =
  "(?:домофон\\p{L}{0,2}|двер\\p{L}{1,3}|под[ъь']?езд\\p{L}{0,2}|під'?їзд\\p{L}{0,2}|ворот\\p{L}{0,2}|калитк\\p{L}{0,2}|хвіртк\\p{L}{0,2}|парадн\\p{L}{0,3}|замк\\p{L}{0,2}|замок|вход\\p{L}{0,2}|вход[иі]|вхід|вході|шлагбаум\\p{L}{0,2}|ключниц\\p{L}{1,2}|брам\\p{L}{1,2}|сейф\\p{L}{0,2})";
const doorCode = new RegExp(
  `(?<!\\p{L})(?:код\\p{L}{0,3}\\s(?:(?:от|від|до|на|в|у|к)\\s)?${place}(?:\\s(?:в|у)\\s${place})?|домофон\\p{L}{0,2}|шифр\\s${place}|(?:door|entry|entrance|gate|front door|building|lobby|garage|access|barrier|lock) code|(?:lockbox|lock box|key box|key safe|keypad|intercom|buzzer)(?: code)?|code (?:for|to|of|on|at) the (?:door|gate|entrance|front door|intercom|building|lobby|keypad|garage|lock|barrier))\\s{0,2}(?:[:—–=#-]|is|это|це|№|код|code|набрать|набирати|наберите|наберіть|press|dial|punch in)?\\s{0,2}(?:is|это|це|код|code|№|:)?\\s{0,2}(\\p{L}?[#*]?\\d{1,6}(?:\\s?[\\p{L}#*](?!\\p{L})\\s?\\d{0,5})?[#*]?|\\d{2} \\d{2})(?![\\p{L}\\d%]|[.,:/]\\d)`,
  'gu',
);
/** "flat 12", "кв. 45" alone: a home beside a word for living, delivering, neighbours. */
const flat =
  /(?<![\p{L}\d])(?<!\d\s?)(?:flat|apt\.?|apartment|unit|квартира|квартире|квартиру|квартиры|квартири|квартирі|кв\.?)\s?[#№]?\s?\d{1,4}(?:[a-zа-яі](?!\p{L}))?(?![\p{L}\d%²]|[.,:/-]\d|\s?(?:м|кв|метр\p{L}{0,3}|m2|sq|inch\p{L}{0,2}|комнат\p{L}{0,3}|кімнат\p{L}{0,3}|квадрат\p{L}{0,3}|rooms?|bed\p{L}{0,5}|грн|руб|usd|percent)(?!\p{L}))/gu;
const homeCue = cueBefore(
  {
    ru: 'адрес*|живу|живем|из|в|с|у|сосед*|соседк*|жильц*|жилец|собственник*|доставк*|доставьте|к|над|под|это|хозяйка|хозяин|для|до',
    uk: 'адрес*|живу|живемо|мешкаю|з|із|в|у|сусід*|сусідк*|мешкан*|власни*|доставк*|доставте|до|над|під|це|господар*|для',
    en: 'live in|living in|from|at|in|of|to|neighbour*|neighbor*|resident*|owner of|address|above|below|tenant of|outside|deliver to|is',
  },
  { length: 14, words: 2, breaks: /[.!?\n]/ },
);
const parcelAfter = cueAfter({ ru: 'комнат*', uk: 'кімнат*', en: 'room*|bedroom*' });

/** Codes of doors, gates and intercoms, and the number of a home by cue. */
export function findDoorCodes(search: SearchText): Range[] {
  const found: Range[] = [];
  if (!search.hasDigits) return found;
  if (/код|домофон|шифр|code|intercom|buzzer|keypad|lock|gate|door|key/.test(search.lower)) {
    for (const match of search.lower.matchAll(doorCode))
      found.push({ start: match.index, end: match.index + match[0].length });
  }
  if (!/кв|flat|apt|apartment|unit/.test(search.lower)) return found;
  for (const match of search.lower.matchAll(flat)) {
    const end = match.index + match[0].length;
    if (isCued(search, match.index, homeCue) && !isCued(search, end, parcelAfter))
      found.push({ start: match.index, end });
  }
  return found;
}
