import { remembered } from '../remembered.ts';

/** Words and forms of the parts of a building behind a street: house, flat, entrance, floor, code. */

/** Before the number of a building. */
const buildingWords: ReadonlySet<string> = new Set(
  'дом доме дома д будинок будинку буд корпус корп к строение строен стр литер литера лит літера владение вл house building bldg bud dom block блок секция секція секції'.split(
    ' ',
  ),
);

/** Before (or behind) the number of a part of a building. */
const unitWords: ReadonlySet<string> = new Set(
  "кв квартира квартире квартиру квартиры квартирі квартири офис офисе офіс офісі оф подъезд подьезд подезд под'езд подъезде подъезда под під'їзд підїзд під'їзді під'їзду підʼїзд під парадная парадной парадное парадне парадна парадне этаж этаже эт поверх поверсі поверху пов домофон домофона домофону код коды вход вхід входа входу комната ком комнате кімната кім кімнаті индекс індекс ап апартаменты апарт apt apartment flat unit suite ste floor fl entrance ent door room rm office intercom buzzer entry code kv kvartyra kvartira pidizd poverkh etazh шлагбаум ворота калитка хвіртка".split(
    ' ',
  ),
);

/** Words that may stand between "код" and its digits. */
const codeOf =
  "(?:\\s(?:от|від|до|на|в|у)?\\s?(?:домофон\\p{L}{0,2}|двер\\p{L}{1,3}|под[ъь']?езд\\p{L}{0,2}|під'?їзд\\p{L}{0,2}|ворот\\p{L}{0,2}|калитк\\p{L}{0,2}|хвіртк\\p{L}{0,2}|вход\\p{L}{0,2}|вході|входу|замк\\p{L}{0,2}|code|no))?";

/** A building's number: letter, fraction. A letter after a blank is one of the first of the alphabet. */
export const houseNumber =
  "\\d{1,4}(?:[-/]?[а-яіїєґa-z](?![\\p{L}'])|\\s[а-гa-d](?![\\p{L}'.]))?(?:\\s?[/-]\\s?\\d{1,4}(?:[а-яіїєґa-z](?!\\p{L}))?)?";

const partWord = new RegExp(
  `[,;.\\s(]{1,3}(?:(?:і|и|та|and|the)\\s)?([\\p{L}']{1,12})(${codeOf})\\.?\\s?[№#:-]?\\s?(?:(\\p{L}?[\\d#*]{1,6}[\\p{L}#*]?\\d{0,5}[#*]?(?:[/-]\\d{1,4})?(?!\\p{L}{2}))|([\\p{L}])(?![\\p{L}']))`,
  'uy',
);
const partNumber =
  /[,;.\s(]{1,3}(?:(?:в|на|у)\s)?(?:(\d{1,3}(?:-?(?:й|я|ий|ый|ой|ая|а|го|му|м|ом|st|nd|rd|th))?|(?:перв|втор|трет|четверт|пят|шест|перш|друг|п'ят|шост|first|second|third|fourth|fifth)\p{L}{0,3})\s([\p{L}']{2,12})(?!\s?м(?!\p{L}))|(\d{5,6})(?!\d))/uy;
const MAXIMUM_PARTS = 7;

/** Where the parts of a building that begin at `at` end; `at` itself when none stand there. Lower case. */
export function endOfParts(lower: string, at: number): number {
  let end = at;
  for (let part = 0; part < MAXIMUM_PARTS; part += 1) {
    const next = endOfPart(lower, end);
    if (next === end) return end;
    end = next;
  }
  return end;
}

function endOfPart(lower: string, at: number): number {
  partWord.lastIndex = at;
  const named = partWord.exec(lower);
  if (named !== null) {
    const [, word = '', of = '', value, letter] = named;
    const isUnit = unitWords.has(word) || buildingWords.has(word);
    // A letter alone names an entrance or a block, and only in capitals' place: "entrance B".
    const isLetter =
      letter !== undefined &&
      /^(?:entrance|подъезд|під'їзд|корпус|корп|літера|литера|лит|block|building|секция|секція|блок|door)$/.test(
        word,
      );
    if (
      isUnit &&
      (value !== undefined || isLetter) &&
      (of === '' || /^(?:код|домофон|code|door|entry|entrance)/.test(word))
    )
      return partWord.lastIndex;
  }
  partNumber.lastIndex = at;
  const numbered = partNumber.exec(lower);
  if (numbered === null) return at;
  if (numbered[3] !== undefined) return partNumber.lastIndex;
  return isFloorWord(numbered[2] ?? '') ? partNumber.lastIndex : at;
}

/** Words that follow their number: "3 подъезд", "5 этаж". */
export const isFloorWord: (word: string) => boolean = remembered((word) =>
  /^(?:под[ъь']?езд[еау]?|під'?їзд[іу]?|этаж[еа]?|поверх[у]?|поверсі|парадн\p{L}{1,3}|вход[еа]?|вхід|вході|квартира|кв|под|эт|пов|под'езд|корпус|секци[яи]|секція|floor|entrance)$/u.test(
    word,
  ),
);

/** Whether a part of a building begins with this word. */
export function isPartWord(word: string): boolean {
  return unitWords.has(word) || buildingWords.has(word);
}
