import { capitalisedWords, type Word, withTitle } from './capitalised-words.ts';
import { isCued } from './cued.ts';
import { close, cueAfter, cueBefore } from './cues.ts';
import { findSmallNames } from './find-small-names.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';
import {
  catalogWords,
  famousNames,
  linkWords,
  neverNames,
  personWords,
  speakingWords,
  strongNameWords,
  thingWords,
} from './name-cues.ts';
import { isFirstName, isPatronymic, isPlainSurname, isStrictSurname, isSurname } from './name-grammar.ts';

const between: ReadonlySet<string> = new Set(
  'это це is are was будет буде зовут звати named called name указан вказаний указана мой моя мій мне мені me у меня s'.split(
    ' ',
  ),
);
const strongCue = cueBefore(strongNameWords, {
  length: 24,
  words: 2,
  fillers: between,
  breaks: /[^\s:;,=/()"'«-]|[;,]\s*[\n]\s*\n/,
});
/** Titles and abbreviations, which a full stop may follow. */
const titleCue = cueBefore(
  { ru: 'фио|ф.и.о|г-н|г-жа|получ', uk: 'піб|п.і.б|отрим', en: 'mr|mrs|ms|miss|dr|prof|mx|attn' },
  { length: 4, words: 0, breaks: /[^\s.:-]/ },
);
const personCue = cueBefore(personWords, { length: 16, words: 2, fillers: between, breaks: /[^\s:,-]/ });
const linkCue = cueBefore(linkWords, { length: 12, words: 1, fillers: between, breaks: /[^\s:,-]/ });
const catalogCue = cueBefore(catalogWords, {
  length: 24,
  words: 2,
  fillers: new Set('called named model модель модели моделі под названием під назвою від от by'.split(' ')),
  breaks: /[^\s:"'«“(]/,
});
const thingAfter = cueAfter(thingWords, { length: 1, words: 0 });
const surnameAfter = cueAfter(
  {
    ru: 'моя фамилия|это фамилия|фамилия',
    uk: 'моє прізвище|це прізвище|прізвище',
    en: 'is my surname|my surname|is my name|is my last name|my last name',
  },
  { length: 14, words: 2, fillers: new Set(['это', 'це', 'that', 's', 'is', "that's", 'is']) },
);
const speakingAfter = cueAfter(speakingWords, { length: 2, words: 0 });
const roleCue = cueBefore({ ru: 'имя|имени', uk: "ім'я|імені", en: 'first name' }, close);

/** Names: capitalised words held together by a known first name, a patronymic, initials or a cue. */
export const findNames: Finder = (search) => {
  const found: Candidate[] = [];
  for (const words of capitalisedWords(search.text)) {
    const kept = nameIn(words, search);
    const [first, last] = [kept[0], kept.at(-1)];
    if (first === undefined || last === undefined) continue;
    found.push({ kind: 'name', start: withTitle(search.text, first.start), end: last.end, isProven: false });
  }
  return [...found, ...findSmallNames(search)];
};

/** The part of a sequence that is a name: empty when none is. */
function nameIn(words: readonly Word[], search: SearchText): readonly Word[] {
  if (words.every((item) => isInitial(item.text))) return [];
  for (let first = 0; first < words.length; first += 1) {
    const item = words[first];
    if (item === undefined || neverNames.has(item.text.toLowerCase())) continue;
    const isTold =
      isCued(search, item.start, strongCue) ||
      isCued(search, item.start, titleCue) ||
      isCued(search, item.end, surnameAfter);
    if (
      !isTold &&
      !isNameLike(item.text) &&
      !isLineStart(words, first, search) &&
      !startsPair(words, first, search)
    )
      continue;
    const rest = withoutNeverNames(words.slice(first));
    if (isName(rest, search, isTold)) return withSurname(words, first, rest);
    if (isTold || isCatalog(rest, search)) return [];
  }
  return [];
}

/** "Ким Виктория Сергеевна": what stands before a first name and a patronymic is a surname. */
function withSurname(words: readonly Word[], first: number, rest: readonly Word[]): readonly Word[] {
  const before = words[first - 1];
  if (before === undefined || rest.length !== 2 || neverNames.has(before.text.toLowerCase())) return rest;
  return isPatronymic(rest[1]?.text ?? '') ? [before, ...rest] : rest;
}

function withoutNeverNames(words: readonly Word[]): readonly Word[] {
  const stop = words.findIndex((item) => neverNames.has(item.text.toLowerCase()));
  return stop < 0 ? words : words.slice(0, stop);
}

function isNameLike(text: string): boolean {
  return isInitial(text) || isFirstName(text) || isPatronymic(text) || isSurname(text);
}

function isInitial(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.endsWith('.'));
}

/** The end of a line, a phone, a date, the next entry of a form. */
const formBehind =
  /^(?:\s*$|\s*\n|[,;]?\s{0,2}(?:\+|\(?0\d\d|380|8[\s(-]?\d{3}|\d{1,2}[./-]\d{1,2}[./-]\d{2})|[,;]\s(?:id|іпн|ипн|инн|паспорт|тел|моб|вул|ул|м\.|г\.|р\.?н|г\.?р|dob|phone|passport)(?!\p{L}))/iu;

/** "Ткач Оксана" on a line of its own, or inside a sentence, whose first word is capitalised anyway. */
function isLineStart(words: readonly Word[], first: number, search: SearchText): boolean {
  const [item, next] = [words[first], words[first + 1]];
  if (item === undefined || next === undefined || !isFirstName(next.text)) return false;
  const last = words.at(-1)?.end ?? next.end;
  const before = search.text.slice(Math.max(0, item.start - 3), item.start);
  if (/[\p{L},:;)]\s{0,2}$/u.test(before)) return true;
  return formBehind.test(search.text.slice(last, last + 16));
}

/** Two unknown capitalised words right behind a word for a person. */
function startsPair(words: readonly Word[], first: number, search: SearchText): boolean {
  const [item, next] = [words[first], words[first + 1]];
  if (item === undefined || next === undefined || isAbbreviation([item.text])) return false;
  return isCued(search, item.start, personCue) || isStrictPair([item, next], search);
}

/** "мастера Рашида Галиева": two words inside a sentence, the second with an ending only surnames have. */
function isStrictPair(words: readonly Word[], search: SearchText): boolean {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || words.length !== 2) return false;
  if (!isStrictSurname(last.text) || /(?:[аяе]я|[иыо]й|ое|[сц]ька)$/u.test(first.text)) return false;
  return (
    first.text.length >= 4 &&
    /[\p{Ll},]\s$/u.test(search.text.slice(Math.max(0, first.start - 2), first.start))
  );
}

function isCatalog(words: readonly Word[], search: SearchText): boolean {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return true;
  if (isCued(search, first.start, catalogCue) || isCued(search, last.end, thingAfter)) return true;
  // "Стіл Роберт": the thing itself begins the sentence.
  if (words.length > 1 && !isFirstName(first.text) && isCatalogWord(first, search)) return true;
  const pair = words.slice(0, 2).map((item) => item.text.toLowerCase());
  if (famousNames.has(pair.join(' '))) return true;
  return /["«“]/.test(search.text.charAt(first.start - 1)) && /["»”]/.test(search.text.charAt(last.end));
}

function isCatalogWord(item: Word, search: SearchText): boolean {
  return catalogCue.wordsAt(search.words, search.words.after(item.start)) > 0;
}

function isName(words: readonly Word[], search: SearchText, isTold: boolean): boolean {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined || isCatalog(words, search)) return false;
  const texts = words.map((item) => item.text);
  const initials = texts.filter(isInitial).length;
  const full = wordsOf(texts);
  if (full.length === 0) return false;
  const isWritten = full.some((text) => text.length >= 3);
  if (isTold && isWritten && (!isAbbreviation(full) || full.some(isFirstName))) return true;
  const isPerson = (): boolean => isCued(search, first.start, personCue);
  if (full.some((text) => isPatronymic(text)) && (full.length >= 2 || isPerson())) return true;
  if (initials > 0)
    return initials <= 2 && full.length === 1 && (initials === 2 || full.some(isNameLike) || isPerson());
  const hasFirst = full.some(isFirstName);
  if (full.length >= 2 && (hasFirst || isStrictPair(words, search))) return true;
  if (hasFirst && (isCued(search, last.end, speakingAfter) || isCued(search, first.start, roleCue)))
    return true;
  if (!isWritten) return false;
  if (isPerson()) return hasFirst ? isAlone(first, search) : isPair(full) || full.some(isPlainSurname);
  if (!isCued(search, first.start, linkCue)) return false;
  return hasFirst
    ? isAlone(first, search)
    : isPair(full) && full.some(isSurname) && /\p{Script=Cyrillic}/u.test(first.text);
}

function isPair(words: readonly string[]): boolean {
  return words.length >= 2 && !isAbbreviation(words) && words.every((text) => text.length >= 3);
}

/** Words that are no initials; sizes and other short capitals beside ordinary words do not count. */
function wordsOf(texts: readonly string[]): readonly string[] {
  const full = texts.filter((text) => text.length >= 2 && !isInitial(text));
  const isShouted = (text: string): boolean => text === text.toUpperCase();
  return full.every(isShouted) ? full : full.filter((text) => !isShouted(text) || text.length > 3);
}

/** A single first name counts behind a word for a person, not as the name of a thing: "для «Марии»". */
function isAlone(first: Word, search: SearchText): boolean {
  return !/["«“]/.test(search.text.charAt(first.start - 1));
}

/** "ТОВ АТБ", "IBAN UA": capitals alone, too short to be a name, are an abbreviation. */
function isAbbreviation(words: readonly string[]): boolean {
  return words.every((text) => text.length <= 4 && text === text.toUpperCase());
}
