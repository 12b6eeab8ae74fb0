import type { Language } from 'opora';
import type { Fault } from '../fault.ts';
import type { LocalText } from '../instrument/instrument.ts';

const names: Readonly<Record<Language, string>> = { ru: 'Russian', uk: 'Ukrainian', en: 'English' };

/** A fault for each language of the study in which a text that is there lacks words. */
export function missingLanguages(
  path: string,
  text: LocalText | undefined,
  languages: readonly Language[],
): readonly Fault[] {
  if (text === undefined) return [];
  return languages
    .filter((language) => text[language] === undefined)
    .map((language) => ({
      severity: 'error',
      line: null,
      path: `${path}.${language}`,
      reason: `the text in ${names[language]} is missing`,
      advice: `The study is held in ${languages.join(', ')}: write it in each of them.`,
    }));
}
