/**
 * Letters that look like another script's. Small on purpose: npm's `confusables` folds all of Cyrillic away;
 * here only tokens of mixed script are folded, and only by pairs that a reader takes for one another
 * (Unicode Technical Standard 39, `confusables.txt`, letters of Latin, Cyrillic and Greek).
 */
const latinOf: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'b', г: 'r', ԁ: 'd', е: 'e', ё: 'e', з: '3', и: 'u', і: 'i', ї: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm',
  н: 'h', п: 'n', о: 'o', р: 'p', ԛ: 'q', ѕ: 's', с: 'c', т: 't', у: 'y', ѵ: 'v', х: 'x', ѡ: 'w', ԝ: 'w', һ: 'h', ь: 'b',
  ү: 'y', є: 'e', ґ: 'r', α: 'a', β: 'b', γ: 'y', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', σ: 'o',
  τ: 't', υ: 'u', χ: 'x', ω: 'w', μ: 'm', ᴀ: 'a', ʙ: 'b', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ғ: 'f', ɢ: 'g', ʜ: 'h', ɪ: 'i', ᴊ: 'j',
  ᴋ: 'k', ʟ: 'l', ᴍ: 'm', ɴ: 'n', ᴏ: 'o', ᴘ: 'p', ʀ: 'r', ꜱ: 's', ᴛ: 't', ᴜ: 'u', ᴠ: 'v', ᴡ: 'w', ʏ: 'y', ᴢ: 'z',
  ɑ: 'a', ɡ: 'g', ı: 'i', ո: 'n', օ: 'o', ս: 'u', հ: 'h', ց: 'g', ⅼ: 'l',
}; // biome-ignore format: one line per letter would hide the table

const cyrillicOf: Readonly<Record<string, string>> = {
  a: 'а', b: 'в', c: 'с', e: 'е', h: 'н', i: 'і', j: 'ј', k: 'к', m: 'м', n: 'п', o: 'о', p: 'р', r: 'г', s: 'ѕ', t: 'т',
  u: 'и', x: 'х', y: 'у', α: 'а', β: 'в', ε: 'е', ι: 'і', κ: 'к', ο: 'о', ρ: 'р', τ: 'т', υ: 'у', χ: 'х', ᴀ: 'а', ʙ: 'в',
  ᴋ: 'к', ᴍ: 'м', ʜ: 'н', ᴏ: 'о', ᴛ: 'т', ᴄ: 'с', ᴇ: 'е', 'ı': 'і', ӏ: 'і',
}; // biome-ignore format: one line per letter would hide the table

const latin = /\p{Script=Latin}/u;
const cyrillic = /\p{Script=Cyrillic}/u;
const foreign = /[\p{Script=Greek}\p{Script=Armenian}ᴀ-ᴢʀ-ʟɢɪɴɑɡıғꜱԁԛԝѕјһӏѵѡ]/u;

/** The scripts a token mixes, or null when it is of one script. Digits do not count. */
export function mixedScripts(token: string): { readonly latin: number; readonly cyrillic: number } | null {
  let latinCount = 0;
  let cyrillicCount = 0;
  let isPlain = true;
  for (let at = 0; at < token.length; at += 1) {
    const code = token.charCodeAt(at);
    if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) latinCount += 1;
    else if (code >= 0x400 && code <= 0x4ff) cyrillicCount += 1;
    // Cyrillic letters made for Latin eyes (ѕ, ј, һ, ӏ) are no letters of the three languages.
    if (code > 0x7f && (code < 0x400 || code > 0x45f || code === 0x455 || code === 0x458)) {
      isPlain &&= code === 0x490 || code === 0x491;
    }
  }
  if (isPlain) {
    return latinCount > 0 && cyrillicCount > 0 ? { latin: latinCount, cyrillic: cyrillicCount } : null;
  }
  const hasLatin = latin.test(token);
  const hasCyrillic = cyrillic.test(token);
  if (!(hasLatin && hasCyrillic) && !(foreign.test(token) && (hasLatin || hasCyrillic))) return null;
  return { latin: latinCount, cyrillic: cyrillicCount };
}

/** The token with each look-alike replaced by a Latin letter. */
export function latinSkeleton(token: string): string {
  let result = '';
  for (const letter of token) result += latinOf[letter] ?? letter;
  return result;
}

/** The token with each look-alike replaced by a Cyrillic letter. */
export function cyrillicSkeleton(token: string): string {
  let result = '';
  for (const letter of token) result += cyrillicOf[letter] ?? letter;
  return result;
}
