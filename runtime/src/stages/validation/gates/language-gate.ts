import type { Validator } from '../../../contracts/draft.ts';
import { detectLanguage } from '../../guard/turn/detect-language.ts';

/** Letters a text must have before its language says anything. */
const ENOUGH_LETTERS = 20;

/**
 * Whether a Draft is in the language of the Conversation, as far as both are known. Reason: `language:<found>`. Names and
 * addresses in quotation marks and links do not count: they stay as they are in every language.
 */
export function createLanguageGate(): Validator {
  return {
    name: 'language',
    judge({ text }, { language }) {
      if (language === null) return [];
      const prose = text.replace(/[«“"„][^«»“”"„\n]{1,80}[»”"]|https?:\/\/\S+|[\w.-]+@[\w.-]+/gu, ' ');
      if ((prose.match(/\p{L}/gu) ?? []).length < ENOUGH_LETTERS) return [];
      const found = detectLanguage(prose);
      return found === null || found === language ? [] : [`language:${found}`];
    },
  };
}
