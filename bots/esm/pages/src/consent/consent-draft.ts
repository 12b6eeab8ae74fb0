import { readFields } from '../api/fields.ts';
import { type LocalText, readLocalText } from '../api/studies.ts';
import type { Language } from '../language.ts';
import { givenTexts } from '../parts/language-texts.tsx';

/** Optional parts of a consent. */
export const consentParts = ['aiProvider', 'quotation'] as const;
export type ConsentPart = (typeof consentParts)[number];

/** A consent while it is being written; a part that is not asked is null. */
export interface ConsentDraft {
  readonly text: LocalText;
  readonly parts: Readonly<Record<ConsentPart, LocalText | null>>;
}

/** A stored consent as a draft; an empty one where there is none. */
export function toConsentDraft(definition: unknown): ConsentDraft {
  const consent = readFields(definition);
  const parts = consent.fields('parts');
  const part = (name: ConsentPart): LocalText | null =>
    parts.has(name) ? readLocalText(parts.fields(name)) : null;
  return {
    text: readLocalText(consent.fields('text')),
    parts: { aiProvider: part('aiProvider'), quotation: part('quotation') },
  };
}

/** What a draft means, in the languages of the study. */
export function toConsent(draft: ConsentDraft, languages: readonly Language[]): unknown {
  const parts = consentParts.flatMap((name) => {
    const text = draft.parts[name];
    return text === null ? [] : [[name, givenTexts(text, languages)] as const];
  });
  return { text: givenTexts(draft.text, languages), parts: Object.fromEntries(parts) };
}

/** Whether every text that is asked is there in every language. */
export function isWhole(draft: ConsentDraft, languages: readonly Language[]): boolean {
  const texts = [draft.text, ...consentParts.map((name) => draft.parts[name])];
  return texts.every((text) => text === null || languages.every((code) => (text[code] ?? '').trim() !== ''));
}
