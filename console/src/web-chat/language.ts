/** Languages of the page. */
export type Language = 'ru' | 'uk' | 'en';

const storageKey = 'opora:language';

/** True for a code the page has labels for. */
export function isLanguage(value: unknown): value is Language {
  return value === 'ru' || value === 'uk' || value === 'en';
}

/**
 * Chooses the language of the page: the remembered one, else the first of `preferred` (as in
 * `navigator.languages`) that the bot speaks, else the bot's first.
 */
export function chooseLanguage(
  available: readonly Language[],
  remembered: string | null,
  preferred: readonly string[],
): Language {
  for (const candidate of [remembered ?? '', ...preferred]) {
    const code = candidate.slice(0, 2).toLowerCase();
    if (isLanguage(code) && available.includes(code)) return code;
  }
  return available[0] ?? 'en';
}

/** The language remembered from the last visit. Storage may be forbidden: then none. */
export function rememberedLanguage(storage: Storage | null): string | null {
  try {
    return storage?.getItem(storageKey) ?? null;
  } catch {
    return null;
  }
}

/** Remembers the choice; failure is harmless. */
export function rememberLanguage(storage: Storage | null, language: Language): void {
  try {
    storage?.setItem(storageKey, language);
  } catch {
    // A full or forbidden storage only means that the choice lasts until reload.
  }
}
