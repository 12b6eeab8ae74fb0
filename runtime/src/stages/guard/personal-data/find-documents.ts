import { isDate } from './checksums.ts';
import { isCued } from './cued.ts';
import { around, cueAfter, cueBefore, tight, within } from './cues.ts';
import {
  birthAfterWords,
  birthCertificateWords,
  birthWords,
  childWords,
  identityCardWords,
  passportAfterWords,
  passportWords,
} from './document-cues.ts';
import type { Candidate, Finder, PersonalDataKind, SearchText } from './kinds.ts';
import { isFirstName, isPatronymic } from './name-grammar.ts';
import { businessCue } from './untouched.ts';

const passportCue = cueBefore(passportWords, around(40));
const passportTight = cueBefore(passportWords, tight);
const passportAfter = cueAfter(passportAfterWords, within(16));
const idCue = cueBefore(identityCardWords, around(40));
const idAfter = cueAfter(identityCardWords, within(20));
const birthCue = cueBefore(birthCertificateWords, { length: 90, words: 14, digits: true, breaks: /\n/ });
const birthAfter = cueAfter(birthCertificateWords, within(30));

/** Between series and number: blanks, a number sign, the words for them. */
const numberWord = '[ ,.-]{0,2}(?:№|N|No\\.?|номер|number|num\\.?|#)?[ :.-]{0,2}';
const letterForm = new RegExp(
  `(?<![\\p{L}\\d-])([А-ЯІЇЄҐа-яіїєґA-Za-z]{2}|[А-ЯІЇЄҐA-Z] [А-ЯІЇЄҐA-Z])${numberWord}(?:\\d{6}|\\d{3} \\d{3}|\\d{2} \\d{2} \\d{2})(?!\\d|[.,-]\\d)`,
  'gu',
);
/** Pairs of capitals that number other things. */
const abbreviations: ReadonlySet<string> = new Set(['ТУ', 'ТТ', 'ЭН', 'УФ', 'ДК', 'ТЦ', 'ТЗ', 'БП']);
/** Other countries: one or two letters and seven or eight digits, always by cue. */
const foreignForm = /(?<![\p{L}\d-])[A-Z]{1,2} ?\d{7,8}(?!\d|[.,-]\d|\p{L})/gu;
const russianForm = new RegExp(
  `(?<![\\d.,-])\\d{2}[ -]?\\d{2}${numberWord}(?:\\d{6}|\\d{3}[ -]\\d{3}|\\d{2} \\d{2} \\d{2})(?!\\d|[.,-]\\d)|(?<![\\d.,-])\\d{2} (?:№ ?)?\\d{7}(?!\\d|[.,-]\\d)`,
  'giu',
);
const nineDigits =
  /(?<![\d.,+-])(?:\d{9}|\d{3}[ -]\d{3}[ -]\d{3}|\d{5} \d{4}|\d(?: \d){8})(?!\d|[ -]\d|[.,]\d)/g;

/** Passports of two letters and six digits, of Russia (4 and 6 digits), and nine digits by cue. */
export const findPassports: Finder = (search) => {
  if (!search.hasLongNumber) return [];
  const found: Candidate[] = [];
  const add = (kind: PersonalDataKind, match: RegExpExecArray, isProven = false): void => {
    found.push({ kind, start: match.index, end: match.index + match[0].length, isProven });
  };
  const isTold = (match: RegExpExecArray): boolean =>
    isCued(search, match.index, passportCue) || isCued(search, match.index + match[0].length, passportAfter);
  for (const match of search.numeric.matchAll(letterForm)) {
    const isLetterForm = /^[А-ЯІЇЄҐ]{2}$/.test(match[1] ?? '') && !abbreviations.has(match[1] ?? '');
    if (isTold(match) || (isLetterForm && !isCued(search, match.index, businessCue))) add('passport', match);
  }
  for (const match of search.numeric.matchAll(foreignForm)) {
    if (isCued(search, match.index, passportTight)) add('passport', match, true);
    else if (isCued(search, match.index, idCue)) add('id_card', match, true);
  }
  for (const match of search.numeric.matchAll(russianForm)) if (isTold(match)) add('passport', match, true);
  for (const match of search.numeric.matchAll(nineDigits)) {
    const kind = kindOfNineDigits(
      search,
      match.index,
      match.index + match[0].length,
      match[0],
      isTold(match),
    );
    if (kind !== null) add(kind, match, true);
  }
  return found;
};

/** Nine digits are a plastic card's by its word; behind a word for a passport they are when they begin with 0. */
function kindOfNineDigits(
  search: SearchText,
  start: number,
  end: number,
  raw: string,
  isPassport: boolean,
): PersonalDataKind | null {
  if (isCued(search, start, businessCue)) return null;
  if (isCued(search, start, idCue) || isCued(search, end, idAfter)) return 'id_card';
  if (!isPassport) return null;
  return raw.startsWith('00') ? 'id_card' : 'passport';
}

const certificate =
  /(?<![\p{L}\d])(?:[IVXLCІХСЛУivxіх]{1,6}|\d{1,2})[ ]?[-–]?[ ]?[А-ЯІЇЄҐA-Zа-яіїєґa-z]{2}[ ,.–-]{0,3}(?:№|N|No\.?|номер|number)?[ :.-]{0,2}(?:\d{6}|\d{3} \d{3})(?!\d)/gu;

/** Birth certificates: Roman numeral, two letters, six digits; with hyphen and capitals the form is enough. */
export const findBirthCertificates: Finder = (search) => {
  const found: Candidate[] = [];
  if (!search.hasLongNumber) return found;
  for (const match of search.numeric.matchAll(certificate)) {
    const end = match.index + match[0].length;
    const isPlainForm = /^[IVXLCІХ]{1,5} ?[-–] ?[А-ЯІЇЄҐ]{2}(?!\p{L})/u.test(match[0]);
    const isTold = isCued(search, match.index, birthCue) || isCued(search, end, birthAfter);
    if (!isTold && (!isPlainForm || isCued(search, match.index, businessCue))) continue;
    found.push({ kind: 'birth_cert', start: match.index, end, isProven: true });
  }
  return found;
};

const months =
  'январ[ья]|янв|феврал[ья]|фев|марта?|апрел[ья]|апр|ма[йя]|июн[ья]|июл[ья]|августа?|авг|сентябр[ья]|сент?|октябр[ья]|окт|ноябр[ья]|нояб|декабр[ья]|дек|січ(?:ень|ня)?|лют(?:ий|ого)|берез(?:ень|ня)|квіт(?:ень|ня)|трав(?:ень|ня)|черв(?:ень|ня)|лип(?:ень|ня)|серп(?:ень|ня)|верес(?:ень|ня)|жовт(?:ень|ня)|листопада?|груд(?:ень|ня)|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const year = "(?:(?:19|20)\\d{2}|'?\\d{2})";
const dateForms = new RegExp(
  `(?=\\d)(?<![\\p{L}\\d])(?:\\d{1,2} ?[./-] ?\\d{1,2} ?[./-] ?${year}|\\d{1,2} \\d{1,2} (?:19|20)\\d{2}|(?:19|20)\\d{2}[./ -]\\d{1,2}[./ -]\\d{1,2}|\\d{1,2}(?:st|nd|rd|th|-?го)?(?: of|[ .-])? ?(?:${months})(?:\\.?,? |[.-])${year}|(?:19|20)\\d{2}(?:,? (?:${months}) \\d{1,2}))(?![\\p{L}\\d])`,
  'gu',
);
const monthFirst = new RegExp(
  `(?<![\\p{L}\\d])(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?,? ${year}(?![\\p{L}\\d])`,
  'gu',
);
const bornBefore = cueBefore(birthWords, around(40));
const strictBirth = cueBefore(
  {
    ru: 'родился|родилась|родили*|рожден|рождена|дата рождения|свет',
    uk: 'народився|народилась|народилася|народжен*|дата народження',
    en: 'born|date of birth|dob|birth date|birthdate',
  },
  around(40),
);
const birthFillers: ReadonlySet<string> = new Set(['это', 'це', 'is', 'was', 'г', 'р', 'года', 'року']);
const bornAfter = cueAfter(birthAfterWords, {
  length: 16,
  words: 2,
  fillers: birthFillers,
  breaks: /[^\s,.()-]/,
});
const childBefore = cueBefore(childWords, { length: 20, words: 3, breaks: /[\n.!?]/ });
const yearForms =
  /(?<![\p{L}\d.,/-])(?:19[2-9]\d|20[01]\d)(?=[ -]?(?:г\.? ?р|р\.? ?н|года? рожд|року? народж|рік народж)|\s(?:year of birth))/gu;
/** Children of a text are born at most so long before it; later dates are appointments. */
const LATEST_CHILD = 2023;

/** Dates after a word for birth; other dates are never touched. */
export const findBirthDates: Finder = (search) => {
  if (!search.hasDigits) return [];
  const found: Candidate[] = [];
  const add = (match: RegExpExecArray): void => {
    found.push({ kind: 'dob', start: match.index, end: match.index + match[0].length, isProven: true });
  };
  const isMonthNamed = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|апр|авг|січ|лют/.test(
    search.lower,
  );
  const named = isMonthNamed ? [...search.lower.matchAll(monthFirst)] : [];
  for (const match of [...search.lower.matchAll(dateForms), ...named]) {
    if (!isPossibleDate(match[0])) continue;
    const isBirth =
      (isCued(search, match.index, bornBefore) &&
        !isParty(search, match) &&
        !isCued(search, match.index, businessCue)) ||
      isCued(search, match.index + match[0].length, bornAfter) ||
      (isChildhood(match[0]) && isCued(search, match.index, childBefore)) ||
      followsName(search.text, match.index, match[0]);
    if (isBirth) add(match);
  }
  for (const match of search.lower.matchAll(yearForms)) add(match);
  return found;
};

/** A birthday to come is a day of a party: of the last years only a word for the birth itself counts. */
function isParty(search: SearchText, match: RegExpExecArray): boolean {
  const year = Number(/20\d{2}/.exec(match[0])?.[0] ?? 0);
  return year > LATEST_CHILD && !isCued(search, match.index, strictBirth);
}

/** "Кушнір Богдан, 22.08.1997": a full date of a grown person's birth right behind a name, as forms have it. */
function followsName(text: string, at: number, date: string): boolean {
  const year = Number(/(?:19|20)\d{2}/.exec(date)?.[0] ?? 0);
  if (year < 1925 || year > 2012) return false;
  const before = /(\p{Lu}[\p{L}'-]+)\s(\p{Lu}[\p{L}'-]+)[\s,(]{1,3}$/u.exec(
    text.slice(Math.max(0, at - 60), at),
  );
  if (before === null) return false;
  const [, first = '', second = ''] = before;
  return isPatronymic(second) || isFirstName(second) || (isFirstName(first) && second.length >= 3);
}

function isChildhood(text: string): boolean {
  const found = Number(/(?:19|20)\d{2}/.exec(text)?.[0] ?? 0);
  return found >= 2004 && found <= LATEST_CHILD;
}

function isPossibleDate(text: string): boolean {
  const parts = text.split(/ ?[./-] ?| /).map(Number);
  const [first = 0, second = 0, third = 0] = parts;
  if (parts.length !== 3 || parts.some(Number.isNaN)) return true;
  if (first > 1900) return isDate(first, second, third);
  const full = third > 99 ? third : third + (third > 30 ? 1900 : 2000);
  return isDate(full, second, first) || isDate(full, first, second);
}
