import type { Language } from '../../contracts/message.ts';

/**
 * The language of a label that stands before `text`: a Delivery does not say it, and the label must match what
 * it labels. The first line that leaves no doubt decides, since a text may be said in several languages.
 * Ukrainian is known by its own letters, Russian by any other Cyrillic.
 */
export function labelLanguage(text: string, spoken: readonly Language[]): Language {
  const first = spoken[0] ?? 'en';
  const guess = (): Language => {
    for (const line of text.split('\n')) {
      if (/[іїєґ]/iu.test(line)) return 'uk';
      if (/[ыэъё]/iu.test(line)) return 'ru';
      if (isLatinSentence(line)) return 'en';
    }
    if (/\p{Script=Cyrillic}/u.test(text)) return first === 'uk' ? 'uk' : 'ru';
    return /\p{Script=Latin}/u.test(text) ? 'en' : first;
  };
  const language = guess();
  return spoken.includes(language) ? language : first;
}

/** Three words of Latin letters and none of Cyrillic: more than a name or an address. */
const isLatinSentence = (line: string): boolean =>
  !/\p{Script=Cyrillic}/u.test(line) && (line.match(/\p{Script=Latin}+/gu) ?? []).length >= 3;

/** The language of a person, from the tag their Telegram reports. */
export function hintLanguage(hint: string | undefined, spoken: readonly Language[]): Language {
  const short = hint?.slice(0, 2).toLowerCase();
  return spoken.find((language) => language === short) ?? spoken[0] ?? 'en';
}
