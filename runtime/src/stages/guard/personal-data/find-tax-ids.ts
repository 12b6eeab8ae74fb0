import { isDate, isInn, isRnokpp, isRnokppOfLiving, isSnils } from './checksums.ts';
import { isCued, mentions } from './cued.ts';
import { around, cueAfter, cueBefore, within } from './cues.ts';
import { registerWords, taxWords } from './document-cues.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';
import { businessCue, unitCue, unitSign } from './untouched.ts';

const taxCue = cueBefore(taxWords, around(40));
/** Digits may stand between, in brackets or in an earlier number: "ИНН (12 цифр): …". */
const farTaxCue = cueBefore(taxWords, { length: 60, words: 12, digits: true, breaks: /\n/ });
const taxAfter = cueAfter(taxWords, within(24));
const phoneOrId = cueBefore(
  { ru: 'тел*|телефон*|моб*|код', uk: 'тел*|телефон*|моб*|код', en: 'phone|mobile|tel|cell|id|code' },
  { length: 3, words: 0 },
);
const afterSign = /(?<=[№#$]\s{0,2})/y;
/** Groups of digits with one sign between; which of them make a number is asked of the checksums. */
const taxRun = /(?<![\d+]|[.,]\d{0,2})\d+(?:[ \u00a0./-]\d+){0,13}(?!\d)/g;
const plainForm = /^(?:[1-4]\d{9}|\d{3}[ -]\d{3}[ -]\d{3}[- ]\d{2})$/;
const taxLengths: ReadonlySet<number> = new Set([10, 11, 12]);

/** РНОКПП by its checksum alone when it counts days of a living person, otherwise and for ИНН and СНИЛС by cue. */
export const findTaxIds: Finder = (search) => {
  const found: Candidate[] = [];
  const add = (start: number, end: number): void => {
    found.push({ kind: 'tax_id', start, end, isProven: true });
  };
  let isTaxText: boolean | null = null;
  if (search.hasDigits) {
    for (const match of search.numeric.matchAll(taxRun)) {
      if (match[0].length < 10) continue;
      // Without a word for it only two forms count; splitting every list of numbers would be slow.
      if (!plainForm.test(match[0])) {
        isTaxText = isTaxText ?? (mentions(search, taxCue) || mentions(search, taxAfter));
        if (!isTaxText) continue;
      }
      for (const part of partsOf(match[0])) {
        const start = match.index + part.start;
        const end = match.index + part.end;
        if (isTold(search, start, end, part.digits) || isUncued(part, search, start, end)) add(start, end);
      }
    }
  }
  for (const { digits, start, end } of search.spoken) {
    if (hasTaxChecksum(digits) && isCued(search, start, taxCue)) add(start, end);
  }
  return found;
};

interface TaxPart {
  readonly raw: string;
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Nothing but this number stands in the run. */
  readonly isWhole: boolean;
}

/** Groups of a run that together pass a checksum, whole groups only. */
function partsOf(run: string): TaxPart[] {
  const groups = [...run.matchAll(/\d+/g)];
  const parts: TaxPart[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    const start = groups[first]?.index ?? 0;
    for (let last = first; last < groups.length && digits.length < 12; last += 1) {
      const group = groups[last];
      digits += group?.[0] ?? '';
      const end = (group?.index ?? 0) + (group?.[0].length ?? 0);
      if (!taxLengths.has(digits.length) || !hasTaxChecksum(digits)) continue;
      const isWhole = start === 0 && end === run.length;
      parts.push({ raw: run.slice(start, end), digits, start, end, isWhole });
    }
  }
  return parts;
}

function hasTaxChecksum(digits: string): boolean {
  return isRnokpp(digits) || isInn(digits) || isSnils(digits);
}

function isTold(search: SearchText, start: number, end: number, digits: string): boolean {
  if (isCued(search, start, taxCue)) return true;
  // Further off, a number dialled like a phone or named an order is one.
  if (/^0/.test(digits) && digits.length === 10) return false;
  if (isCued(search, start, businessCue) || isCued(search, start, phoneOrId)) return false;
  return isCued(search, start, farTaxCue) || isCued(search, end, taxAfter);
}

function isUncued(part: TaxPart, search: SearchText, start: number, end: number): boolean {
  const { raw, digits } = part;
  if (!part.isWhole) return false;
  if (/^\d{3}[ -]\d{3}[ -]\d{3}[- ]\d{2}$/.test(raw)) return isSnils(digits);
  // Ten digits in a row, no zero in front (that is a phone), nothing around that says otherwise.
  if (!/^[1-4]\d{9}$/.test(raw) || !isRnokpp(digits) || !isRnokppOfLiving(digits)) return false;
  afterSign.lastIndex = start;
  unitSign.lastIndex = end;
  return !(
    isCued(search, start, businessCue) ||
    isCued(search, start, phoneOrId) ||
    afterSign.test(search.text) ||
    unitSign.test(search.text) ||
    isCued(search, end, unitCue)
  );
}

const registerCue = cueBefore(registerWords, within(40));
const registerAfter = cueAfter(registerWords, within(20));

/** УНЗР: birth date, hyphen, five digits. Without the hyphen only by cue. */
export const findUnzr: Finder = (search) => {
  const found: Candidate[] = [];
  if (!search.hasDigits) return found;
  for (const match of search.numeric.matchAll(
    /(?<![\d-])(\d{4})[ .]?(\d{2})[ .]?(\d{2})(\s{0,2}[-–/_]\s{0,2}|\s)?(\d{5})(?![\d-])/g,
  )) {
    const isReal = isDate(Number(match[1]), Number(match[2]), Number(match[3])) && Number(match[1]) <= 2030;
    if (!isReal) continue;
    const end = match.index + match[0].length;
    const isPlain = (match[4] ?? '').trim() === '' || /[ .]/.test(match[0].slice(0, 8));
    const isTold = isCued(search, match.index, registerCue) || isCued(search, end, registerAfter);
    if ((isPlain && !isTold) || (!isTold && isCued(search, match.index, businessCue))) continue;
    found.push({ kind: 'unzr', start: match.index, end, isProven: true });
  }
  return found;
};
