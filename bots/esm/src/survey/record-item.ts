import { type AnswerStatus, type ItemState, itemState, type SurveyState, withItem } from '../esm-state.ts';
import type { AnswerValue, Item } from '../instrument/instrument.ts';
import { saveAnswer } from '../postgres/save-answer.ts';
import type { Session } from '../session.ts';
import type { ReportValidation } from '../validator/report.ts';
import { sealWords } from './seal-words.ts';

/** What became of an item. */
export interface ItemResult {
  readonly status: AnswerStatus;
  readonly text: string | null;
  readonly value: AnswerValue;
  readonly sources: readonly string[];
  /** What the validator said of the text; absent where nothing is validated. */
  readonly validation?: ReportValidation;
  /** Classes that count, or the presupposition: the text is kept with them. */
  readonly flags?: readonly string[];
}

/** Writes the result of an item with this Turn and returns the survey that knows it. */
export function recordItem(
  session: Session,
  survey: SurveyState,
  item: Item,
  result: ItemResult,
  change: Partial<ItemState> = {},
): SurveyState {
  const { context } = session;
  const { status, text, value, sources, validation = null, flags = [] } = result;
  const before = { ...itemState(survey, item.id), probing: null, ...change };
  const shownAt = before.shownAt ?? context.now;
  const attempts = before.attempts + (status === 'answered' ? 1 : 0);
  const after = { ...before, status, value, attempts, shownAt };
  context.write(
    saveAnswer({
      conversationId: context.conversationId,
      responseId: survey.responseId,
      itemId: item.id,
      position: survey.order.indexOf(item.id),
      ...{ status, value, sources, validation, flags, attempts, shownAt, probes: after.probes },
      sealed: sealWords(session, survey.responseId, item.id, text),
      answeredAt: status === 'shown' ? null : context.now,
    }),
  );
  return withItem(survey, item.id, after);
}
