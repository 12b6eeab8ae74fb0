import { isCued, mentions } from './cued.ts';
import { cueBefore } from './cues.ts';
import { findSpokenEmails } from './find-spoken-emails.ts';
import type { Candidate, Finder } from './kinds.ts';

/** What stands behind the sign. */
const host = /@ ?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,4}[\p{L}]{2,12}(?![\p{L}\p{N}])/uy;
const localSign = /[\p{L}\p{N}._%+-]/u;
const LONGEST_LOCAL = 64;
/** "ivan@gmail,com", "ivan@gmail com": the host says enough when it takes mail. */
const brokenHost =
  /@ ?(?:gmail|googlemail|ukr|mail|yandex|outlook|hotmail|icloud|proton|protonmail|rambler|i|meta|yahoo|gmx|ya|bk|list|inbox)(?: ?[,.] ?| )(?:com|net|ru|ua|org|me|de)(?![\p{L}\p{N}])/iuy;
/** E-mail addresses, written or spelled out ("ivan собака gmail точка com"). */
export const findEmails: Finder = (search) => {
  const found: Candidate[] = [];
  if (search.text.includes('@')) {
    found.push(...writtenEmails(search.text));
  }
  return [...found, ...findSpokenEmails(search)];
};

/** Around every sign: the host is read on from it, the name back. Blanks stand on both sides or on none. */
function writtenEmails(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    host.lastIndex = at;
    brokenHost.lastIndex = at;
    const whole = host.exec(text)?.[0];
    const behind = whole ?? brokenHost.exec(text)?.[0];
    if (behind === undefined) continue;
    const isSpaced = text.charAt(at - 1) === ' ';
    brokenHost.lastIndex = at;
    if (whole !== undefined && isSpaced !== whole.startsWith('@ ') && !brokenHost.test(text)) continue;
    const from = isSpaced ? at - 1 : at;
    let start = from;
    while (start > 0 && from - start < LONGEST_LOCAL && localSign.test(text.charAt(start - 1))) start -= 1;
    while (start < from && !/[\p{L}\p{N}]/u.test(text.charAt(start))) start += 1;
    // "https://user:password@host": what stands before the sign is a password.
    if (text.charAt(start - 1) === ':' && text.slice(Math.max(0, start - 80), start).includes('://'))
      continue;
    if (start < from) found.push({ kind: 'email', start, end: at + behind.length, isProven: true });
  }
  return found;
}

const handle = /(?<![\p{L}\p{N}@./_-])@[A-Za-z][A-Za-z0-9_.]{2,31}(?<![.])(?![@\p{L}\p{N}])/gu;
const profile =
  /(?<![\p{L}\p{N}.])(?:https?:\/\/)?(?:www\.|m\.)?(?:t\.me|telegram\.me|telegram\.dog|instagram\.com|instagr\.am|facebook\.com|fb\.com|fb\.me|vk\.com|vk\.me|tiktok\.com\/@?|x\.com|twitter\.com|wa\.me|m\.me|ok\.ru(?:\/profile)?|linkedin\.com\/in|threads\.net\/@?|viber\.me|github\.com|youtube\.com\/@|snapchat\.com\/add|pinterest\.com|tg:\/\/resolve\?domain=)[/=]?@?([A-Za-z0-9_.+?=-]{3,64})\/?/giu;
const handleCue = cueBefore(
  {
    ru: 'инст*|инстаграм*|телеграм*|телеграмм*|телега|телеге|телегу|тг|тгшка|ник|никнейм*|юзернейм*|аккаунт*|вк|тикток*|вайбер|дискорд*|фейсбук*|скайп*|логин',
    uk: 'інст*|інстаграм*|телеграм*|телега|телезі|телегу|тг|нік|нікнейм*|юзернейм*|акаунт*|тікток*|діскорд*|дискорд*|фейсбук*|скайп*|логін|логін у телеграмі',
    en: 'insta|instagram|ig|telegram|tg|nick|nickname|username|user name|handle|account|tiktok|discord|facebook|fb|skype|snapchat|snap|x|twitter|threads',
  },
  {
    length: 24,
    words: 3,
    fillers: new Set(
      'is это це мой мій моя у меня мене под ником під ніком my the ник нік under name as я'.split(' '),
    ),
    breaks: /[^\s:="'(-]/,
  },
);
const bareHandle = /(?<![\p{L}\p{N}@./_-])[A-Za-z][A-Za-z0-9_.-]{3,31}(?<![.-])(?![@\p{L}\p{N}/])/gu;
const cyrillicBefore = /(?<=[а-яіїєґ][\s:—–=-]{1,4})/uy;

/** `@name` and links to profiles; names by cue. Handles of the shop itself stay. */
export const findHandles: Finder = (search) => {
  const found: Candidate[] = [];
  const add = (name: string, start: number, end: number): void => {
    if (search.ownHandles.has(name.replace(/^@/, '').toLowerCase())) return;
    found.push({ kind: 'handle', start, end, isProven: true });
  };
  if (search.text.includes('@'))
    for (const match of search.text.matchAll(handle))
      add(match[0], match.index, match.index + match[0].length);
  if (/[./]/.test(search.text)) {
    for (const match of search.text.matchAll(profile)) {
      const end = match.index + match[0].replace(/[.?]+$/, '').length;
      if (!/^(?:p|reel|reels|explore|stories|share|joinchat|watch)$/i.test(match[1] ?? ''))
        add(match[1] ?? '', match.index, end);
    }
  }
  for (const match of mentions(search, handleCue) ? search.text.matchAll(bareHandle) : []) {
    if (!isCued(search, match.index, handleCue)) continue;
    // Between Cyrillic words any Latin word behind the cue is a name; in English it must look like one.
    cyrillicBefore.lastIndex = match.index;
    if (/[_.\d]/.test(match[0]) || cyrillicBefore.test(search.lower))
      add(match[0], match.index, match.index + match[0].length);
  }
  return found;
};
