import { type MappedText, MappedTextBuilder } from './mapped-text.ts';

/**
 * Latin spellings of Russian and Ukrainian, longest first: passport rules (ICAO 9303, Ukrainian Cabinet resolution
 * 55 of 2010) and what people type (`4` for ч, `6` for ш, `w` for ш or в, `x` for х).
 */
const spellings: readonly (readonly [string, string])[] = [
  ['shch', 'щ'], ['sch', 'щ'], ['yo', 'ё'], ['jo', 'ё'], ['zh', 'ж'], ['kh', 'х'], ['ts', 'ц'], ['tz', 'ц'],
  ['ch', 'ч'], ['sh', 'ш'], ['yu', 'ю'], ['ju', 'ю'], ['iu', 'ю'], ['ya', 'я'], ['ja', 'я'], ['ia', 'я'], ['ye', 'є'],
  ['je', 'є'], ['yi', 'ї'], ['ji', 'ї'], ['iy', 'ий'], ['yj', 'ый'], ['ck', 'к'], ['a', 'а'], ['b', 'б'], ['c', 'ц'],
  ['d', 'д'], ['e', 'е'], ['f', 'ф'], ['g', 'г'], ['h', 'х'], ['i', 'и'], ['j', 'й'], ['k', 'к'], ['l', 'л'],
  ['m', 'м'], ['n', 'н'], ['o', 'о'], ['p', 'п'], ['q', 'к'], ['r', 'р'], ['s', 'с'], ['t', 'т'], ['u', 'у'],
  ['v', 'в'], ['w', 'в'], ['x', 'х'], ['y', 'ы'], ['z', 'з'], ["'", 'ь'],
]; // biome-ignore format: one line per pair would hide the table

const byFirst: ReadonlyMap<string, readonly (readonly [string, string])[]> = groupByFirst();

function groupByFirst(): Map<string, (readonly [string, string])[]> {
  const groups = new Map<string, (readonly [string, string])[]>();
  for (const pair of spellings) {
    const first = pair[0].charAt(0);
    const group = groups.get(first) ?? [];
    group.push(pair);
    groups.set(first, group);
  }
  return groups;
}

/** Step 9: the text with its Latin letters spelled in Cyrillic; the same object when it has none. */
export function transliterateToCyrillic(source: MappedText): MappedText {
  if (!/[a-z]{3}/.test(source.text)) return source;
  const builder = new MappedTextBuilder();
  let at = 0;
  while (at < source.text.length) {
    const pair = isQuote(source.text, at) ? null : spellingAt(source.text, at);
    if (pair === null) builder.replace(source.text.charAt(at), source, at, at + 1);
    else builder.replace(pair[1], source, at, at + pair[0].length);
    at += pair === null ? 1 : pair[0].length;
  }
  return builder.build();
}

/** An apostrophe beside a blank is a quotation mark; only between letters or after one it softens. */
function isQuote(text: string, at: number): boolean {
  return text.charAt(at) === "'" && !(isLatin(text.charAt(at - 1)) && isLatin(text.charAt(at + 1)));
}

function isLatin(letter: string): boolean {
  return letter >= 'a' && letter <= 'z';
}

function spellingAt(text: string, at: number): readonly [string, string] | null {
  const group = byFirst.get(text.charAt(at));
  if (group === undefined) return null;
  return group.find(([latin]) => latin.length === 1 || text.startsWith(latin, at)) ?? null;
}

const foldOf: Readonly<Record<string, string>> = {
  ы: 'и', і: 'и', ї: 'и', й: 'и', ё: 'о', е: 'е', є: 'е', э: 'е', ґ: 'г', х: 'г', щ: 'ш', ь: '', ъ: '', "'": '', ц: 'с',
  ж: 'з', я: 'а', ю: 'у',
}; // biome-ignore format: one line per letter would hide the table

/**
 * What is left of a Cyrillic word when the letters that transliteration confuses are made one: и ы і й, г х,
 * щ ш, ц с. Two spellings of one word have one fold.
 */
export function foldCyrillic(word: string): string {
  let result = '';
  for (const letter of word) {
    const folded = foldOf[letter] ?? letter;
    if (folded !== '' && !result.endsWith(folded)) result += folded;
  }
  return result;
}
