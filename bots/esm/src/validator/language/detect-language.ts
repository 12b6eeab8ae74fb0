import type { Language } from 'opora';
import type { Token } from '../words/tokenise.ts';
import { foreignWords, functionWords } from './function-words.ts';
import { countEndings } from './word-endings.ts';

const russianOnly = /[ыэъё]/iu;
const ukrainianOnly = /[іїєґ]/iu;
/** Letters of Cyrillic alphabets that are neither Russian nor Ukrainian. */
const otherCyrillic = /[ўђћљњџјѓќѕәғқңөұүһҷӣӯѣѫ]/iu;
const plainLatin = /^[a-z'-]+$/u;

interface Letters {
  readonly cyrillic: number;
  readonly latin: number;
  readonly other: number;
}

const cyrillicLetters = /\p{Script=Cyrillic}/gu;
const latinLetters = /\p{Script=Latin}/gu;
const letters = /\p{L}/gu;

function countLetters(text: string): Letters {
  const of = (kind: RegExp): number => text.match(kind)?.length ?? 0;
  const cyrillic = of(cyrillicLetters);
  const latin = of(latinLetters);
  return { cyrillic, latin, other: Math.max(0, of(letters) - cyrillic - latin) };
}

/** How many words of a text the tables of a language know. */
export type CountKnown = (language: Language) => number;

const count = (tokens: readonly Token[], words: ReadonlySet<string>): number =>
  tokens.filter(({ norm }) => words.has(norm)).length;

function detectCyrillic(
  text: string,
  tokens: readonly Token[],
  chat: Language | undefined,
  countKnown: CountKnown,
): Language | 'unchecked' {
  const endings = countEndings(tokens);
  const ru = count(tokens, functionWords.ru) + endings.ru + (russianOnly.test(text) ? 2 : 0);
  const uk = count(tokens, functionWords.uk) + endings.uk + (ukrainianOnly.test(text) ? 2 : 0);
  const foreign = count(tokens, foreignWords.cyrillic) + (otherCyrillic.test(text) ? 2 : 0);
  if (foreign > 1 && foreign > Math.max(ru, uk)) return 'unchecked';
  if (ru !== uk) return ru > uk ? 'ru' : 'uk';
  // People write the one language in a chat of the other: the tables that know more of the words decide.
  const [knownRu, knownUk] = [countKnown('ru'), countKnown('uk')];
  if (knownRu !== knownUk) return knownRu > knownUk ? 'ru' : 'uk';
  return chat === 'uk' ? 'uk' : 'ru';
}

function detectLatin(tokens: readonly Token[]): 'en' | 'unchecked' {
  const english = count(tokens, functionWords.en);
  const foreign = count(tokens, foreignWords.latin);
  const accented = tokens.filter(({ norm }) => !plainLatin.test(norm) && norm !== '#').length;
  return foreign + accented > english && foreign + accented > 0 ? 'unchecked' : 'en';
}

/**
 * The language of a text by its letters and function words; where they do not decide, by what the tables know, then
 * the chat's. `unchecked` when the text is in a language that no rules know.
 */
export function detectLanguage(
  text: string,
  tokens: readonly Token[],
  chat: Language | undefined,
  countKnown: CountKnown,
): Language | 'unchecked' {
  const { cyrillic, latin, other } = countLetters(text);
  if (other > cyrillic + latin) return 'unchecked';
  return cyrillic >= latin ? detectCyrillic(text, tokens, chat, countKnown) : detectLatin(tokens);
}
