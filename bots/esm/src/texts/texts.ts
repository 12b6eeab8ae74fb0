import type { Language } from 'opora';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { ruInformal } from './ru-informal.ts';
import type { Texts } from './text-shape.ts';
import { uk } from './uk.ts';
import { ukInformal } from './uk-informal.ts';

export type { Texts } from './text-shape.ts';

/** The texts of each language. */
export const texts: Readonly<Record<Language, Texts>> = { ru, uk, en };

const informal: Readonly<Record<Language, Texts>> = {
  ru: { ...ru, ...ruInformal },
  uk: { ...uk, ...ukInformal },
  en,
};

/** The texts of a language in formal or informal address; English makes no difference. */
export function textsIn(language: Language, isInformal: boolean): Texts {
  return isInformal ? informal[language] : texts[language];
}

/** Puts values into the `{places}` of a text; a place without a value stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/gu, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  );
}
