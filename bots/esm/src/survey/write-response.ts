import type { SurveyState } from '../esm-state.ts';
import { type ResponseStatus, saveResponse } from '../postgres/save-response.ts';
import { languageFor, type Session } from '../session.ts';

/** Writes how a response stands with this Turn; `at` is when it ended, in ms since the epoch. */
export function writeResponse(
  session: Session,
  survey: SurveyState,
  status: ResponseStatus,
  at: number = session.context.now,
): void {
  const { context } = session;
  context.write(
    saveResponse({
      conversationId: context.conversationId,
      ...{ survey, status },
      studyId: session.study?.id ?? null,
      language: languageFor(session),
      completedAt: status === 'in_progress' ? null : at,
    }),
  );
}
