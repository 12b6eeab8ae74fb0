import { isCued, mentions } from './cued.ts';
import { cueAfter, cueBefore, tight, within } from './cues.ts';
import { aboutCardWords, cardWords, cvvWords, expiryWords } from './document-cues.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';
import { businessCue } from './untouched.ts';

const months =
  'янв\\p{L}{0,5}|фев\\p{L}{0,5}|мар\\p{L}{0,5}|апр\\p{L}{0,5}|ма[йя]|июн\\p{L}{0,2}|июл\\p{L}{0,2}|авг\\p{L}{0,5}|сен\\p{L}{0,6}|окт\\p{L}{0,5}|ноя\\p{L}{0,4}|дек\\p{L}{0,5}|січ\\p{L}{0,4}|лют\\p{L}{0,4}|бер\\p{L}{0,5}|квіт\\p{L}{0,4}|трав\\p{L}{0,4}|черв\\p{L}{0,4}|лип\\p{L}{0,4}|серп\\p{L}{0,4}|вер\\p{L}{0,5}|жов\\p{L}{0,4}|лист\\p{L}{0,5}|груд\\p{L}{0,4}|jan\\p{L}{0,5}|feb\\p{L}{0,6}|mar\\p{L}{0,3}|apr\\p{L}{0,3}|may|june?|july?|aug\\p{L}{0,4}|sep\\p{L}{0,6}|oct\\p{L}{0,5}|nov\\p{L}{0,5}|dec\\p{L}{0,5}';
/** Month and year by signs: "08/30", "8-2030", "08 30", "2030/08". */
const expiry =
  /(?<![\d./-])(?:(?:0?[1-9]|1[0-2])(?:\s?[/.\\-]\s?|\s)(?:20)?[2-4]\d|20[2-4]\d\s?[/.-]\s?(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])[2-4]\d)(?![\d./-]*\d)/g;
/** And by words: "август 2030", "08 месяц 30 год". */
const spelledExpiry = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:${months})[\\s./-]{1,2}(?:20)?[2-4]\\d|(?:0?[1-9]|1[0-2])\\s(?:месяц\\p{L}{0,2}|місяц\\p{L}{0,2}|month),?\\s(?:20)?[2-4]\\d(?:\\s(?:год\\p{L}{0,2}|рок\\p{L}{0,2}|рік|year))?)(?![\\d\\p{L}])`,
  'gu',
);
const aboutCard = cueBefore(aboutCardWords);
const expiryCue = cueBefore(expiryWords, within(30));
const cardCue = cueBefore(cardWords, within(30));
/** Words that stand before a card's date even where no card is named; goods have another word there. */
const plainCue = cueBefore(
  {
    ru: 'действительна|действительна до|истекает',
    uk: 'дійсна|дійсна до|закінчується',
    en: 'exp|expires|expiry|expiry date|expiration|expiration date|exp date|valid thru|valid through|good thru|good through|thru',
  },
  within(16),
);
const goods = cueBefore({
  ru: 'крем*|молок*|йогурт*|сыр|таблет*|лекарств*|упаковк*|флакон*|банк*|бутыл*|продукт*|средств*|корм*|парти*|годен|годно|купон*|сертификат*|промокод*|абонемент*|пропуск*|договор*|виз*',
  uk: 'крем*|молок*|йогурт*|сир|таблет*|лік*|упаковк*|флакон*|банк*|пляшк*|продукт*|засоб*|засіб|корм*|парті*|придатний|купон*|сертифікат*|промокод*|абонемент*|перепустк*|договір|віз*',
  en: 'cream|milk|yogurt*|cheese|tablet*|pill*|medicine*|package*|pack|bottle*|jar|jars|product*|detergent*|food|batch*|coupon*|voucher*|certificate*|promo*|pass|contract*|visa|licence|license|warranty|passport*|token|link',
});
const untilCue = cueBefore({ ru: 'до|по', uk: 'до|по', en: 'until|till|to' });
/** Characters between the parts of one card's details. */
const NEAR_CARD = 40;

/** Month and year of a card: near a card number or after a word for it. */
export const findExpiries: Finder = (search, found) => {
  const cards = found.filter((candidate) => candidate.kind === 'card');
  if (!search.hasDigits || (cards.length === 0 && !speaksOfExpiry(search))) return [];
  const matches = [...search.numeric.matchAll(expiry), ...search.lower.matchAll(spelledExpiry)];
  const isAboutCard = matches.length > 0 && mentions(search, aboutCard);
  const result: Candidate[] = [];
  for (const match of matches) {
    const range = { start: match.index, end: match.index + match[0].length };
    const isNear = isNearCard(cards, range);
    // Digits without a sign between, or with a blank, are a date only right after what says so.
    const isSigned = /[/\p{L}]|\d[.\\-]\d|20\d\d/u.test(match[0]);
    const isTold =
      isCued(search, match.index, expiryCue) ||
      (isSigned && isCued(search, match.index, cardCue)) ||
      (match[0].includes('/') && isCued(search, match.index, untilCue));
    if (
      (isNear && (isSigned || isTold || isBesideCard(cards, range))) ||
      (isAboutCard && isTold) ||
      (isSigned && isPlain(search, match.index))
    )
      result.push({ kind: 'card_expiry', ...range, isProven: isNear });
  }
  return result;
};

const cvvCue = cueBefore(cvvWords, within(24));
const cvvTight = cueBefore(cvvWords, tight);
const cvvAfter = cueAfter(cvvWords, { ...tight, words: 2 });
const spokenCode =
  /(?<!\p{L})(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|чотири|п'ять|шість|сім|вісім|дев'ять)[\s,-]{1,2}){2,3}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|чотири|п'ять|шість|сім|вісім|дев'ять)(?!\p{L})/gu;

function speaksOfExpiry(search: SearchText): boolean {
  return mentions(search, aboutCard) || mentions(search, plainCue);
}

function isPlain(search: SearchText, at: number): boolean {
  return isCued(search, at, plainCue) && !mentions(search, goods);
}

/** Three or four digits beside a word for the security code, or right after a card and its expiry. */
export const findCvv: Finder = (search, found) => {
  if (!search.hasDigits && !aboutCode.test(search.lower)) return [];
  const isAboutCode = aboutCode.test(search.lower);
  const parts = found.filter(
    (item) => item.kind === 'card' || (item.kind === 'card_expiry' && item.isProven),
  );
  if (!isAboutCode && parts.length === 0) return [];
  const result: Candidate[] = [];
  const add = (match: RegExpExecArray): void => {
    result.push({ kind: 'cvv', start: match.index, end: match.index + match[0].length, isProven: true });
  };
  for (const match of search.numeric.matchAll(/(?<![\d.,:/+-])(?:\d{3,4}|\d \d \d)(?![\d%]|[.,:/-]\d)/g)) {
    const end = match.index + match[0].length;
    const isTold =
      isAboutCode &&
      !isCued(search, match.index, businessCue) &&
      (isCued(search, match.index, cvvCue) || isCued(search, end, cvvAfter));
    if (isTold || followsCard(search, match.index, end, parts)) add(match);
  }
  if (!isAboutCode) return result;
  for (const match of search.lower.matchAll(spokenCode))
    if (isCued(search, match.index, cvvTight)) add(match);
  return result;
};

const aboutCode =
  /cv[vcn]|cid|цвв|цвц|цвк|свв|свс|с[иі]-?в[иі]|безоп|безпек|security|card code|three digits|3 digits|last three|on the back|the back|провер|перевір|verification|оборот|обратн|зворот|сзади|ззаду|три цифр|3 цифр|последн|останн|код кар|four|4 digit|чотири|четыре|4 цифр|front/;

/** "4111 … 1111 12/29 123": three digits stand alone behind a card or its expiry found above. */
function followsCard(search: SearchText, start: number, end: number, parts: readonly Candidate[]): boolean {
  if (end - start !== 3) return false;
  const before = parts.find((part) => part.end <= start && start - part.end <= 4);
  return before !== undefined && /^[\s,;/|.-]+$/.test(search.text.slice(before.end, start));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function isNearCard(cards: readonly Candidate[], range: Range): boolean {
  return cards.some((card) => distance(card, range) <= NEAR_CARD);
}

function isBesideCard(cards: readonly Candidate[], range: Range): boolean {
  return cards.some((card) => range.start >= card.end && range.start - card.end <= 3);
}

function distance(a: Range, b: Range): number {
  return Math.max(a.start - b.end, b.start - a.end, 0);
}
