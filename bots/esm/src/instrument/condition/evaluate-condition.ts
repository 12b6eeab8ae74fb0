import type { AnswerValue } from '../instrument.ts';
import { type Condition, isFact, type Operand, type Operator } from './condition.ts';

/** What is known when an item is about to be shown. */
export interface ConditionContext {
  /** Values of answered items by id; texts are answered with null. Skipped and unseen items are absent. */
  readonly answers: ReadonlyMap<string, AnswerValue>;
  /** 0 after training. */
  readonly trainingDay: number;
  /** Null for a survey that no beep opened. */
  readonly beepNumber: number | null;
  /** Name of the wave; null outside of waves. */
  readonly wave: string | null;
}

/**
 * Whether a condition holds. A comparison with something missing (skipped, not shown, no such fact) does not
 * hold, whichever way it compares; `not` turns that around. For `multi` items `=` means "is among the ticked".
 */
export function holds(condition: Condition, context: ConditionContext): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, context) && holds(condition.right, context);
    case 'or':
      return holds(condition.left, context) || holds(condition.right, context);
    case 'not':
      return !holds(condition.operand, context);
    case 'answered':
      return context.answers.has(condition.item);
    case 'truth':
      return operandValue(condition.value, context) === true;
    case 'compare':
      return compare(
        condition.operator,
        operandValue(condition.left, context),
        operandValue(condition.right, context),
      );
  }
}

function operandValue(operand: Operand, context: ConditionContext): AnswerValue {
  if (operand.kind !== 'name') return operand.value;
  const { name } = operand;
  if (isFact(name)) return context[name];
  return context.answers.get(name) ?? null;
}

function compare(operator: Operator, left: AnswerValue, right: AnswerValue): boolean {
  if (left === null || right === null) return false;
  if (isList(left) || isList(right)) return compareList(operator, left, right);
  if (operator === '=') return left === right;
  if (operator === '!=') return left !== right;
  // Times are HH:MM, so that their order as text is their order in time.
  if (typeof left !== typeof right || typeof left === 'boolean') return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function compareList(operator: Operator, left: AnswerValue, right: AnswerValue): boolean {
  const [list, one] = isList(left) ? [left, right] : [right, left];
  if (!isList(list) || typeof one !== 'string') return false;
  if (operator === '=') return list.includes(one);
  return operator === '!=' ? !list.includes(one) : false;
}

function isList(value: AnswerValue): value is readonly string[] {
  return Array.isArray(value);
}
