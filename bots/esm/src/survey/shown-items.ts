import { itemState, type SurveyState } from '../esm-state.ts';
import { type ConditionContext, holds } from '../instrument/condition/evaluate-condition.ts';
import { parseCondition } from '../instrument/condition/parse-condition.ts';
import type { Instrument } from '../instrument/instrument.ts';
import { findItem } from '../instrument/order-items.ts';

/** Whether an item's `showIf` holds with the answers given so far; true where it has none. */
export function isShown(survey: SurveyState, instrument: Instrument, id: string): boolean {
  const source = findItem(instrument, id)?.showIf;
  if (source === undefined) return true;
  const parsed = parseCondition(source);
  // Instruments are checked before surveys are opened with them.
  if (!parsed.ok) throw new Error(`The condition of ${id} cannot be read: ${parsed.fault.reason}.`);
  return holds(parsed.condition, contextOf(survey));
}

function contextOf(survey: SurveyState): ConditionContext {
  const answered = survey.order.filter((id) => itemState(survey, id).status === 'answered');
  const answers = new Map(answered.map((id) => [id, itemState(survey, id).value]));
  const { trainingDay, beepNumber, wave } = survey;
  return { answers, trainingDay, beepNumber, wave };
}
