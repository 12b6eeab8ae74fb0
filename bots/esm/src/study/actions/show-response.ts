import { redact } from 'opora';
import type { TextMode } from '../../export/export-filters.ts';
import type { AnswerListRow, ResponseRow } from '../../postgres/study/response-columns.ts';
import { answerPlace } from '../../vault/places.ts';
import type { Vault } from '../../vault/vault.ts';

/** An answer as researchers see it. */
export type ShownAnswer = Omit<AnswerListRow, 'firstSealed' | 'finalSealed'> & {
  /** Null where there are no words, or none are shown. */
  readonly firstText: string | null;
  readonly finalText: string | null;
};

/** A response as researchers see it. */
export type ShownResponse = Omit<
  ResponseRow,
  'answers' | 'conversationId' | 'auditReference' | 'studyId' | 'cursorAt'
> & { readonly answers: readonly ShownAnswer[] };

/** Shows a response, its words as `mode` says. Throws where sealed words do not open. */
export function showResponse(row: ResponseRow, mode: TextMode, vault: Vault): ShownResponse {
  const { answers, conversationId, auditReference: _, studyId: __, cursorAt: ___, ...response } = row;
  return {
    ...response,
    answers: answers.map((answer) => showAnswer(answer, conversationId, row.id, mode, vault)),
  };
}

function showAnswer(
  answer: AnswerListRow,
  conversationId: string,
  responseId: string,
  mode: TextMode,
  vault: Vault,
): ShownAnswer {
  const { firstSealed, finalSealed, ...rest } = answer;
  const show = (sealed: string | null, column: 'first_sealed' | 'final_sealed'): string | null => {
    if (sealed === null || mode === 'none') return null;
    const place = answerPlace(conversationId, responseId, answer.item, column);
    const words = vault.open(Buffer.from(sealed, 'base64'), place);
    return mode === 'redacted' ? redact(words).text : words;
  };
  return {
    ...rest,
    firstText: show(firstSealed, 'first_sealed'),
    finalText: show(finalSealed, 'final_sealed'),
  };
}
