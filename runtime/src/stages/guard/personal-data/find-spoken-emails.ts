import type { Candidate, SearchText } from './kinds.ts';

/** Words for the sign that hardly mean anything else beside a host. */
const strongAt: ReadonlySet<string> = new Set(
  'собака собачка собачку собаку собакою песик песика равлик равлика вухо sobaka sobachka'.split(' '),
);
/** Words that mean it only between blanks, with a spelled dot or a host that takes mail. */
const bareAt: ReadonlySet<string> = new Set('ет эт эд at dog ат'.split(' '));
const bracketedAt =
  /\((?:at|ат|эт|ет|собака|a|а|@)\)|\[(?:at|ат|эт|ет|собака|a|а|@)\]|\{(?:at|собака|@)\}|<(?:at|собака)>|_at_|-at-/g;
const dot =
  'точка|точку|тчк|крапка|крапку|dot|tochka|krapka|\\((?:dot|точка|крапка|\\.)\\)|\\[(?:dot|точка|крапка|\\.)\\]|\\{(?:dot|точка|\\.)\\}|<dot>|_dot_|-dot-|period|point';
const zone =
  '[a-z]{2,10}|ком|кам|юа|уа|ю эй|ю ей|юэй|юей|ру|нет|нэт|орг|укр|рф|инфо|інфо|бай|бел|ес|ме|мі|ми|ио|дев|про|онлайн|укрнет';
const mark =
  'underscore|нижнее подчеркивание|нижнее тире|нижний дефис|нижнє підкреслення|нижній дефіс|нижнє тире|підкреслення|подчеркивание|дефис|дефіс|тире|минус|мінус|dash|hyphen|minus|plus|плюс';
const local = `[\\p{L}\\p{N}_+-]{1,40}(?:(?:\\.|\\s{0,2}(?:${dot})\\s{0,2}|\\s(?:${mark})\\s)[\\p{L}\\p{N}_+-]{1,40}){0,4}`;
const localBefore = new RegExp(`(?<=(?<![\\p{L}\\p{N}.])(${local})\\s{0,2})`, 'uy');
const host = `[\\p{L}\\p{N}-]{1,40}(?:\\s(?:${mark})\\s[\\p{L}\\p{N}-]{1,40})?`;
const hostBehind = new RegExp(
  `\\s{0,2}${host}(?:\\s{0,2}(?:${dot}|\\.)\\s{0,2}(?:${zone})){1,3}(?![\\p{L}\\p{N}])`,
  'uy',
);
/** "gmail com", "укр нет": the dot unsaid between a host that takes mail and its zone. */
const unsaidDot =
  /\s{0,2}(?:gmail|жмейл|джимейл|гмейл|гмаил|джимайл|mail|мейл|мэйл|майл|ukr|укр|yandex|яндекс|icloud|айклауд|outlook|аутлук|hotmail|хотмейл|yahoo|яху|proton|протон|rambler|рамблер|meta|мета)\s?(?:com|ком|ru|ру|net|нет|ua|юа|уа|me)(?![\p{L}\p{N}])/uy;
const providers =
  /gmail|googlemail|ukr\.?net|mail|yandex|ya\.|outlook|hotmail|icloud|proton|rambler|i\.ua|meta\.ua|bigmir|gmx|fastmail|yahoo|жмейл|гмейл|джимейл|мейл|мэйл|яндекс|укрнет/;

/** Addresses spelled out: "ivan собака gmail точка com", "olena (at) ukr (dot) net". */
export function findSpokenEmails(search: SearchText): Candidate[] {
  const { words, lower } = search;
  const found: Candidate[] = [];
  const add = (start: number, end: number, isBare: boolean): void => {
    const address = addressAround(lower, start, end, isBare);
    if (address !== null) found.push({ kind: 'email', ...address, isProven: true });
  };
  for (let place = 0; place < words.size; place += 1) {
    const word = words.word(place);
    if (strongAt.has(word)) add(words.start(place), words.end(place), false);
    else if (bareAt.has(word)) add(words.start(place), words.end(place), true);
    // "а т": two letters said apart.
    else if (word === 'а' && words.word(place + 1) === 'т')
      add(words.start(place), words.end(place + 1), true);
  }
  if (!/[([{<_-]/.test(lower)) return found;
  for (const match of lower.matchAll(bracketedAt)) add(match.index, match.index + match[0].length, false);
  return found;
}

function addressAround(
  lower: string,
  start: number,
  end: number,
  isBare: boolean,
): { start: number; end: number } | null {
  if (isBare && !(lower.charAt(start - 1) === ' ' && lower.charAt(end) === ' ')) return null;
  hostBehind.lastIndex = end;
  unsaidDot.lastIndex = end;
  const behind = hostBehind.exec(lower)?.[0] ?? (isBare ? undefined : unsaidDot.exec(lower)?.[0]);
  if (behind === undefined) return null;
  localBefore.lastIndex = start;
  const before = localBefore.exec(lower)?.[1];
  if (before === undefined) return null;
  // "look at shop.com" is no address: with a bare "at" the dot is spelled too, or the host takes mail.
  const isDotSpelled = /точк|крапк|dot|tochka|krapka|period|point|тчк/.test(behind);
  if (isBare && !isDotSpelled && !providers.test(behind)) return null;
  let from = start;
  while (lower.charAt(from - 1) === ' ') from -= 1;
  return { start: from - before.length, end: end + behind.length };
}
