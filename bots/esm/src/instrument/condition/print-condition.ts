import type { Condition, Operand } from './condition.ts';

const strength = { or: 0, and: 1, not: 2, compare: 3, answered: 3, truth: 3 } as const;

/** Writes a condition with as few parentheses as it needs; `parseCondition` reads the same condition back. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'or':
    case 'and': {
      const own = strength[condition.kind];
      // A chain is read from the left, so that only a right side of the same kind needs parentheses.
      return `${inside(condition.left, own)} ${condition.kind} ${inside(condition.right, own + 1)}`;
    }
    case 'not':
      return `not ${inside(condition.operand, strength.not)}`;
    case 'compare':
      return `${printOperand(condition.left)} ${condition.operator} ${printOperand(condition.right)}`;
    case 'answered':
      return `answered(${condition.item})`;
    case 'truth':
      return printOperand(condition.value);
  }
}

function inside(condition: Condition, least: number): string {
  const text = printCondition(condition);
  return strength[condition.kind] < least ? `(${text})` : text;
}

/** Writes a value as conditions write it. */
export function printOperand(operand: Operand): string {
  if (operand.kind === 'name') return operand.name;
  if (operand.kind === 'text')
    return operand.value.includes('"') ? `'${operand.value}'` : `"${operand.value}"`;
  return String(operand.value);
}
