/** Languages of the pages. */
export type Language = 'ru' | 'uk' | 'en';

/** In the order of the choice. */
export const pageLanguages: readonly Language[] = ['ru', 'uk', 'en'];

/** Each by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  ru: 'Русский',
  uk: 'Українська',
  en: 'English',
};

/** The choice of the web chat, which has the same key. */
const storageKey = 'opora:language';

/** True for a language of the pages. */
export function isLanguage(value: unknown): value is Language {
  return value === 'ru' || value === 'uk' || value === 'en';
}

/** The remembered language, else the browser's first that the pages speak, else English. */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  for (const candidate of [remembered ?? '', ...preferred]) {
    const code = candidate.slice(0, 2).toLowerCase();
    if (isLanguage(code)) return code;
  }
  return 'en';
}

/** The language of the last visit; null where storage is forbidden. */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** Remembers the choice; failure only means that it lasts until reload. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is full or forbidden.
  }
}
