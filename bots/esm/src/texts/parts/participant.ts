import type { Language } from 'opora';
import { en } from './participant-en.ts';
import { ru, ruInformal } from './participant-ru.ts';
import type { ParticipantTexts } from './participant-shape.ts';
import { uk, ukInformal } from './participant-uk.ts';

/** The texts of each language, in formal address. */
export const participantTexts: Readonly<Record<Language, ParticipantTexts>> = { ru, uk, en };

const informal: Readonly<Record<Language, ParticipantTexts>> = {
  ru: { ...ru, ...ruInformal },
  uk: { ...uk, ...ukInformal },
  en,
};

/** The texts of a language in formal or informal address; English makes no difference. */
export function participantTextsIn(language: Language, isInformal: boolean): ParticipantTexts {
  return isInformal ? informal[language] : participantTexts[language];
}
