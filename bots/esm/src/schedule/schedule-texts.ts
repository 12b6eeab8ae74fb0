import type { Language } from 'opora';
import { fill } from '../texts/texts.ts';
import type { SettingsProblem } from './check-settings.ts';
import type { ZoneSearch } from './find-zone.ts';
import type { ParsedTime } from './parse-clock-time.ts';

interface ScheduleTexts {
  readonly timeForm: string;
  readonly timeRange: string;
  readonly notAllowed: string;
  readonly zone: string;
  readonly sameTime: string;
  /** Fills: `start`, `end`. */
  readonly overMidnight: string;
  readonly count: string;
  readonly quietCount: string;
  /** Fills: `minutes`, `count`. */
  readonly tooShort: string;
  /** Fills: `gapMinutes`, `maximumMinutes`, `count`. */
  readonly gap: string;
  readonly noZone: string;
  readonly offsetZone: string;
}

const ru: ScheduleTexts = {
  timeForm: 'Это не похоже на время суток. Напишите часы и минуты, например 22:15.',
  timeRange: 'Такого времени нет: часы идут от 0 до 23, минуты от 00 до 59. Например, 22:15.',
  notAllowed: 'В этом исследовании эту настройку меняет только исследователь.',
  zone: 'Такого часового пояса нет. Напишите город, например Киев, или название вида Europe/Kyiv.',
  sameTime: 'Начало и конец совпадают. Укажите разное время, например с 09:00 до 21:00.',
  overMidnight:
    'Конец {end} раньше начала {start}, а время сигналов в этом исследовании не переходит через полночь. Укажите конец позже начала, например 22:15.',
  count: 'Сигналов в день может быть от 1 до 10. Напишите число, например 6.',
  quietCount: 'Тихих промежутков может быть не больше трёх. Уберите один из прежних.',
  tooShort:
    'В это время не умещается столько сигналов: {count} на {minutes} мин. Укажите более длинное время, например с 09:00 до 21:00.',
  gap: 'Между сигналами должно быть {gapMinutes} мин, а при этих часах и числе сигналов ({count}) возможно не больше {maximumMinutes}. Укажите более длинное время, например с 09:00 до 21:00, или меньше сигналов.',
  noZone:
    'Такого города в списке нет. Напишите большой город вашего пояса, например Киев, или название вида Europe/Kyiv.',
  offsetZone:
    'По сдвигу или сокращению нельзя узнать, когда переводят часы. Напишите город, например Киев, или название вида Europe/Kyiv.',
};

const uk: ScheduleTexts = {
  timeForm: 'Це не схоже на час доби. Напишіть години й хвилини, наприклад 22:15.',
  timeRange: 'Такого часу немає: години йдуть від 0 до 23, хвилини від 00 до 59. Наприклад, 22:15.',
  notAllowed: 'У цьому дослідженні це налаштування змінює лише дослідник.',
  zone: 'Такого часового поясу немає. Напишіть місто, наприклад Київ, або назву на зразок Europe/Kyiv.',
  sameTime: 'Початок і кінець збігаються. Вкажіть різний час, наприклад з 09:00 до 21:00.',
  overMidnight:
    'Кінець {end} раніше за початок {start}, а час сигналів у цьому дослідженні не переходить через північ. Вкажіть кінець, пізніший за початок, наприклад 22:15.',
  count: 'Сигналів на день може бути від 1 до 10. Напишіть число, наприклад 6.',
  quietCount: 'Тихих проміжків може бути не більше трьох. Приберіть один із попередніх.',
  tooShort:
    'У цей час не вміщується стільки сигналів: {count} на {minutes} хв. Вкажіть довший час, наприклад з 09:00 до 21:00.',
  gap: 'Між сигналами має бути {gapMinutes} хв, а за цих годин і кількості сигналів ({count}) можливо не більше {maximumMinutes}. Вкажіть довший час, наприклад з 09:00 до 21:00, або менше сигналів.',
  noZone:
    'Такого міста в переліку немає. Напишіть велике місто вашого поясу, наприклад Київ, або назву на зразок Europe/Kyiv.',
  offsetZone:
    'За зсувом чи скороченням не можна дізнатися, коли переводять годинники. Напишіть місто, наприклад Київ, або назву на зразок Europe/Kyiv.',
};

const en: ScheduleTexts = {
  timeForm: 'This does not look like a time of day. Write hours and minutes, for example 22:15.',
  timeRange: 'There is no such time: hours run from 0 to 23, minutes from 00 to 59. For example, 22:15.',
  notAllowed: 'In this study only the researcher changes this setting.',
  zone: 'There is no such time zone. Write a city, for example Kyiv, or a name like Europe/Kyiv.',
  sameTime: 'Start and end are the same. Give different times, for example 09:00 to 21:00.',
  overMidnight:
    'The end {end} is before the start {start}, and in this study the hours do not run past midnight. Give an end after the start, for example 22:15.',
  count: 'There can be 1 to 10 beeps a day. Write a number, for example 6.',
  quietCount: 'There can be at most three quiet periods. Remove an earlier one.',
  tooShort:
    'These hours are too short for that many beeps: {count} in {minutes} min. Give longer hours, for example 09:00 to 21:00.',
  gap: 'Beeps must be {gapMinutes} min apart, and these hours with {count} beeps allow at most {maximumMinutes}. Give longer hours, for example 09:00 to 21:00, or fewer beeps.',
  noZone:
    'This city is not on the list. Write a large city of your zone, for example Kyiv, or a name like Europe/Kyiv.',
  offsetZone:
    'An offset or abbreviation does not tell when the clocks change. Write a city, for example Kyiv, or a name like Europe/Kyiv.',
};

/** The sentences about times, hours and zones in each language. */
export const scheduleTexts: Readonly<Record<Language, ScheduleTexts>> = { ru, uk, en };

/** Why a typed time was refused, with an example. */
export function explainTime(refused: Extract<ParsedTime, { ok: false }>, language: Language): string {
  return refused.reason === 'form' ? scheduleTexts[language].timeForm : scheduleTexts[language].timeRange;
}

const keys: Readonly<Record<SettingsProblem['kind'], keyof ScheduleTexts>> = {
  'not-allowed': 'notAllowed',
  zone: 'zone',
  'same-time': 'sameTime',
  'over-midnight': 'overMidnight',
  count: 'count',
  'quiet-count': 'quietCount',
  'too-short': 'tooShort',
  gap: 'gap',
};

/** Why settings were refused, with an example. */
export function explainSettings(problem: SettingsProblem, language: Language): string {
  const { kind, ...values } = problem;
  return fill(scheduleTexts[language][keys[kind]], values as Record<string, string | number>);
}

/** Why a typed city or zone led nowhere, with an example. */
export function explainZone(search: Extract<ZoneSearch, { kind: 'none' }>, language: Language): string {
  return search.reason === 'offset' ? scheduleTexts[language].offsetZone : scheduleTexts[language].noZone;
}
