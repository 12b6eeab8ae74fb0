import { readEsmSettings } from '../esm-settings.ts';
import type { StoredAnswer, StoredResponse } from '../postgres/select-responses.ts';
import type { Session } from '../session.ts';
import { vaultFor } from '../vault/open-vault.ts';
import { answerPlace } from '../vault/places.ts';
import type { Vault } from '../vault/vault.ts';

/** The responses of a Conversation with their words opened, for the one who wrote them. */
export async function openWords(
  { context }: Session,
  responses: readonly StoredResponse[],
): Promise<readonly StoredResponse[]> {
  const isSealed = responses.some(({ answers }) => answers.some(hasSealed));
  if (!isSealed) return responses;
  const vault = await vaultFor(readEsmSettings(context.settings));
  const { conversationId } = context;
  return responses.map((response) => ({
    ...response,
    answers: response.answers.map((answer) =>
      openAnswer(vault, conversationId, response.response_id, answer),
    ),
  }));
}

function hasSealed({ first_sealed: first, final_sealed: final }: StoredAnswer): boolean {
  return (first ?? null) !== null || (final ?? null) !== null;
}

function openAnswer(
  vault: Vault,
  conversationId: string,
  responseId: string,
  answer: StoredAnswer,
): StoredAnswer {
  const words = (column: 'first_sealed' | 'final_sealed', plain: string | null): string | null => {
    const sealed = answer[column] ?? null;
    if (sealed === null) return plain;
    return vault.open(
      Buffer.from(sealed, 'base64'),
      answerPlace(conversationId, responseId, answer.item, column),
    );
  };
  return {
    ...answer,
    first_text: words('first_sealed', answer.first_text),
    final_text: words('final_sealed', answer.final_text),
  };
}
