import { holds } from '../../../src/instrument/condition/evaluate-condition.ts';
import { parseCondition } from '../../../src/instrument/condition/parse-condition.ts';
import type { AnswerValue, Instrument, Item } from '../../../src/instrument/instrument.ts';
import { findItem, orderItems } from '../../../src/instrument/order-items.ts';

/** An answer given in a trial; null for a skipped item. */
export interface TrialAnswer {
  readonly id: string;
  readonly text: string;
  readonly value: AnswerValue;
  readonly isSkipped: boolean;
}

/** A survey walked through on the page, never stored. */
export interface Trial {
  /** Items in the order drawn for this trial. */
  readonly order: readonly string[];
  readonly answers: readonly TrialAnswer[];
}

/** Begins a trial; another seed draws another order. */
export function beginTrial(instrument: Instrument, seed: string): Trial {
  return { order: orderItems(instrument, seed), answers: [] };
}

/** Whether an item is asked after these answers, as after training, at the first beep of the first wave. */
function isAsked(item: Item, trial: Trial): boolean {
  const parsed = item.showIf === undefined ? null : parseCondition(item.showIf);
  if (parsed === null) return true;
  const given = trial.answers.filter(({ isSkipped }) => !isSkipped);
  const answers = new Map(given.map(({ id, value }) => [id, value]));
  return parsed.ok && holds(parsed.condition, { answers, trainingDay: 0, beepNumber: 1, wave: null });
}

/** The item to ask now; null when the survey is over. */
export function nextItem(instrument: Instrument, trial: Trial): Item | null {
  const last = trial.answers.at(-1);
  const from = last === undefined ? 0 : trial.order.indexOf(last.id) + 1;
  for (const id of trial.order.slice(from)) {
    const item = findItem(instrument, id);
    if (item !== undefined && isAsked(item, trial)) return item;
  }
  return null;
}

/** Answers the item that is asked now. */
export function answerTrial(trial: Trial, answer: TrialAnswer): Trial {
  return { ...trial, answers: [...trial.answers, answer] };
}

/** Takes the last answer back. */
export function backInTrial(trial: Trial): Trial {
  return { ...trial, answers: trial.answers.slice(0, -1) };
}
