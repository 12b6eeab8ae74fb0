import { readEsmSettings } from '../esm-settings.ts';
import type { SealedWords } from '../postgres/save-answer.ts';
import type { Session } from '../session.ts';
import { openVault } from '../vault/open-vault.ts';
import { answerPlace } from '../vault/places.ts';

/** Words as exports count them: letters and digits, with apostrophes and hyphens inside. */
const word = /[\p{L}\p{N}]+(?:['’ʼ-][\p{L}\p{N}]+)*/gu;

/** Seals the words of an answer for the places of its first and of its last text; null without words. */
export function sealWords(
  { context }: Session,
  responseId: string,
  itemId: string,
  text: string | null,
): SealedWords | null {
  if (text === null) return null;
  const vault = openVault(readEsmSettings(context.settings));
  const seal = (column: 'first_sealed' | 'final_sealed'): Uint8Array =>
    vault.seal(text, answerPlace(context.conversationId, responseId, itemId, column));
  return {
    first: seal('first_sealed'),
    final: seal('final_sealed'),
    characters: [...text].length,
    words: text.match(word)?.length ?? 0,
  };
}
