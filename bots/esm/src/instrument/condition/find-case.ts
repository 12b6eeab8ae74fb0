import type { AnswerValue, Item } from '../instrument.ts';
import { type Condition, isFact, namesIn } from './condition.ts';
import { type ConditionContext, holds } from './evaluate-condition.ts';
import { comparisonsIn, type PossibleValue, possibleValues } from './possible-values.ts';

/** Cases tried before the search gives up. */
export const mostCases = 4000;

/** An item with its condition, read. */
export interface ConditionalItem {
  readonly item: Item;
  readonly condition: Condition | null;
}

type Values = ReadonlyMap<string, PossibleValue>;
/** Items that matter by id, with the conditions under which they are shown. */
type Conditions = ReadonlyMap<string, Condition | null>;

/**
 * Whether any answers make `condition` hold, given that there are answers only to items that were shown
 * themselves. `unknown` when there are too many cases to try.
 */
export function findCase(
  condition: Condition,
  itemOf: (id: string) => ConditionalItem | undefined,
): 'found' | 'none' | 'unknown' {
  const conditions = new Map<string, Condition | null>();
  gather(condition, itemOf, conditions);
  const all = [condition, ...[...conditions.values()].filter((one) => one !== null)];
  const names = [...new Set([...all.flatMap(namesIn), ...conditions.keys()])];
  const compared = all.flatMap(comparisonsIn);
  let cases: readonly Values[] = [new Map()];
  for (const name of names) {
    const values = possibleValues(name, itemOf(name)?.item, compared);
    if (values === null || cases.length * values.length > mostCases) return 'unknown';
    cases = cases.flatMap((one) => values.map((value) => new Map([...one, [name, value]])));
  }
  return cases.some((one) => isCase(one, conditions, condition)) ? 'found' : 'none';
}

/** Gathers the items a condition depends on, and those that they depend on. */
function gather(
  condition: Condition,
  itemOf: (id: string) => ConditionalItem | undefined,
  into: Map<string, Condition | null>,
): void {
  for (const name of namesIn(condition)) {
    const found = itemOf(name);
    if (found === undefined || into.has(name)) continue;
    into.set(name, found.condition);
    if (found.condition !== null) gather(found.condition, itemOf, into);
  }
}

/** Whether `values` can be together, and make `wanted` hold. */
function isCase(values: Values, conditions: Conditions, wanted: Condition): boolean {
  const answers = new Map<string, AnswerValue>();
  for (const [name, value] of values) if (!isFact(name) && value !== undefined) answers.set(name, value);
  const trainingDay = values.get('trainingDay');
  const beepNumber = values.get('beepNumber');
  const wave = values.get('wave');
  const context: ConditionContext = {
    answers,
    trainingDay: typeof trainingDay === 'number' ? trainingDay : 0,
    beepNumber: typeof beepNumber === 'number' ? beepNumber : null,
    wave: typeof wave === 'string' ? wave : null,
  };
  if (!holds(wanted, context)) return false;
  return [...answers.keys()].every((name) => {
    const condition = conditions.get(name) ?? null;
    return condition === null || holds(condition, context);
  });
}
