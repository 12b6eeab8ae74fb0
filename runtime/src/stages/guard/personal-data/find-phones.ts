import { isCued } from './cued.ts';
import { close, cueBefore } from './cues.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';
import { numberWords, ownPhoneWords, phoneWords } from './phone-cues.ts';
import { internationalLength, localLength } from './phone-plan.ts';
import { businessCue, Untouched, unitCue, unitSign } from './untouched.ts';

const phoneCue = cueBefore(phoneWords, { length: 30, words: 5, breaks: /[!?]|\.\s|\n.*\S/ });
const numberCue = cueBefore(numberWords, { length: 4, words: 0, breaks: /^[^:=-]*$/ });
const ownPhoneCue = cueBefore(ownPhoneWords, close);
const run = /(?<![\p{L}\d.,/+-]|[.,]\d{0,3})(?:\+ ?|00)?[(\d][\d().\t \u00a0/_*-]{5,28}\d(?![\p{L}\d])/gu;

/** Phone numbers of Ukraine, Russia and, with + or a word for them, of other countries; also spelled in words. */
export const findPhones: Finder = (search) => {
  const untouched = new Untouched(search);
  const result: Candidate[] = [];
  if (!search.hasDigits) return spokenPhones(search);
  run.lastIndex = 0;
  for (let match = run.exec(search.numeric); match !== null; match = run.exec(search.numeric)) {
    const phones = phonesIn(search, match[0], match.index);
    // A run is cut somewhere, which in a list of phones is within the next one.
    run.lastIndex = phones.at(-1)?.end ?? run.lastIndex;
    for (const phone of phones) {
      const isInternational = /^(?:\+|00380)/.test(match[0]) && phone.start === match.index;
      if (!isInternational && (untouched.meets(phone) || isBusinessNumber(search, phone))) continue;
      result.push({ kind: 'phone', ...phone, isProven: false });
    }
  }
  return [...result, ...spokenPhones(search)];
};

interface Range {
  readonly start: number;
  readonly end: number;
}

/** One run, its digits and the place of each; whether a word for a phone stands before it is asked only once. */
class Run {
  readonly digits: string;
  readonly places: readonly number[];
  readonly raw: string;
  private readonly search: SearchText;
  private readonly index: number;
  private cued: boolean | null = null;

  constructor(search: SearchText, raw: string, index: number) {
    this.search = search;
    this.raw = raw;
    this.index = index;
    const places: number[] = [];
    for (let at = 0; at < raw.length; at += 1) if (isDigit(raw.charCodeAt(at))) places.push(at);
    this.places = places;
    this.digits = raw.replace(/\D/g, '');
  }

  get isCued(): boolean {
    this.cued ??= [phoneCue, ownPhoneCue, numberCue].some((cue) => isCued(this.search, this.index, cue));
    return this.cued;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** One run may hold a phone and what follows it ("0671234567 2"), or something before it. */
function phonesIn(search: SearchText, raw: string, index: number): Range[] {
  const ranges: Range[] = [];
  const run = new Run(search, raw, index);
  for (let first = 0; first < run.digits.length; first += 1) {
    const from = run.places[first] ?? 0;
    const isGroupStart = first === 0 || (run.places[first - 1] ?? 0) < from - 1;
    if (!isGroupStart) continue;
    const length = phoneLength(run, first);
    const last = run.places[first + length - 1];
    if (length === 0 || last === undefined || isDigit(raw.charCodeAt(last + 1))) continue;
    ranges.push({ start: index + (first === 0 ? 0 : startOf(raw, from)), end: index + last + 1 });
    first += length - 1;
  }
  return ranges;
}

/** A bracket or plus before the first digit belongs to the number. */
function startOf(raw: string, from: number): number {
  return from > 0 && /[(+]/.test(raw.charAt(from - 1)) ? from - 1 : from;
}

function phoneLength(run: Run, first: number): number {
  const { raw } = run;
  const from = run.places[first] ?? 0;
  if (first === 0 && raw.startsWith('+')) return internationalLength(run.digits);
  // Numbers dialled at home begin with 0, 380, 7 or 8; others need a plus or a word for a phone.
  if (!'0378'.includes(raw.charAt(from)) && !run.isCued) return 0;
  const digits = first === 0 ? run.digits : run.digits.slice(first);
  if (digits.length < 6) return 0;
  // No country code begins with 0: "0001234…" is a number of something else.
  if (first === 0 && /^00[ (]{0,2}[1-9]/.test(raw)) {
    const abroad = internationalLength(digits.slice(2));
    return abroad && abroad + 2;
  }
  const local = localLength(digits);
  // One digit at a time is how people dictate, and how a pattern is described: a word for a phone decides.
  if (local > 0 && (isGrouped(run, first, local) || run.isCued)) return local;
  return run.isCued ? cuedLength(raw.slice(from), digits) : 0;
}

/** By cue: nine digits or more of any plan, seven or six as written in one city. */
function cuedLength(body: string, digits: string): number {
  if (digits.length > 13 || /^\d{1,3}[.]\d/.test(body)) return 0;
  if (digits.length >= 9) return digits.length;
  return /^(?:\d{3}[- ]\d{2}[- ]\d{2}|\d{2}[- ]\d{2}[- ]\d{2}|\d{3}[- ]\d{4}|\d{7})$/.test(body.trim())
    ? digits.length
    : 0;
}

/** Prices and dimensions come in other groups than phones: "8 900 1200 3500" is a list. */
function isGrouped(run: Run, first: number, length: number): boolean {
  let groups = 1;
  for (let at = first + 1; at < first + length; at += 1) {
    if ((run.places[at] ?? 0) - (run.places[at - 1] ?? 0) > 1) groups += 1;
  }
  return groups <= 6;
}

function isBusinessNumber(search: SearchText, phone: Range): boolean {
  unitSign.lastIndex = phone.end;
  if (isCued(search, phone.end, unitCue) || unitSign.test(search.text)) return true;
  // "номер заказа" names an order; "заказ, телефон" a phone.
  return isCued(search, phone.start, businessCue) && !isCued(search, phone.start, ownPhoneCue);
}

function spokenPhones(search: SearchText): Candidate[] {
  const result: Candidate[] = [];
  for (const { digits, start, end, hasPlus } of search.spoken) {
    const fits = hasPlus
      ? internationalLength(digits) === digits.length
      : localLength(digits) === digits.length;
    // Also Ukrainian codes said without the trunk zero, Russian mobiles without 8.
    if (fits || (digits.length >= 7 && digits.length <= 13 && isCued(search, start, phoneCue)))
      result.push({ kind: 'phone', start, end, isProven: false });
  }
  return result;
}
