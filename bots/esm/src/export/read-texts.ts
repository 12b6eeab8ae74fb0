import { redact } from 'opora';
import type { TextMode } from './export-filters.ts';
import type { AnswerRow } from './export-unit.ts';

/** Where sealed words of an answer stand. */
export interface SealedTextPlace {
  readonly conversationId: string;
  readonly responseId: string;
  readonly itemId: string;
  readonly column: 'first_sealed' | 'final_sealed';
}

/** Opens sealed words; throws where they do not open, and the export fails rather than lose them. */
export type OpenText = (sealed: Uint8Array, place: SealedTextPlace) => string;

/** The words of an answer as the export shows them. */
export interface AnswerTexts {
  readonly first: string | null;
  readonly final: string | null;
}

/** Reads the words of an answer; null where the export holds none. */
export type ReadTexts = (answer: AnswerRow) => AnswerTexts | null;

/** Words as `mode` shows them: not at all, without personal data, or as they are. */
export function textReader(mode: TextMode, openText: OpenText): ReadTexts {
  if (mode === 'none') return () => null;
  const show = mode === 'redacted' ? (text: string) => redact(text).text : (text: string) => text;
  return (answer) => {
    const { conversation_id: conversationId, response_id: responseId, item_id: itemId } = answer;
    const read = (column: SealedTextPlace['column']): string | null => {
      const sealed = answer[column] ?? null;
      return sealed === null ? null : openText(sealed, { conversationId, responseId, itemId, column });
    };
    const [first, final] = [read('first_sealed'), read('final_sealed')];
    const shownFirst = first === null ? null : show(first);
    // Most texts have no later one, and looking for personal data is what takes the time.
    const shownFinal = final === first ? shownFirst : final === null ? null : show(final);
    return { first: shownFirst, final: shownFinal };
  };
}
