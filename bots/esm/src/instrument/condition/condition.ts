/** How two values are compared. */
export type Operator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** A value in a condition: an earlier item or a fact of the beep by name, or a constant. */
export type Operand =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean };

/** A `showIf`, read. It is data: nothing of it is ever executed. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'compare'; readonly operator: Operator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'answered'; readonly item: string }
  /** A yesno item, `true` or `false` on its own. */
  | { readonly kind: 'truth'; readonly value: Operand };

/** Facts of a beep that a condition may name besides items. */
export const facts = { trainingDay: 'number', beepNumber: 'number', wave: 'wave' } as const;

/** Words that cannot be ids of items that conditions name. */
export const reservedWords: readonly string[] = [
  ...['and', 'or', 'not', 'answered', 'true', 'false'],
  ...Object.keys(facts),
];

/** Names that a condition mentions, of items and of facts, in order and each once. */
export function namesIn(condition: Condition): readonly string[] {
  return [...new Set(mentions(condition))];
}

function mentions(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...mentions(condition.left), ...mentions(condition.right)];
    case 'not':
      return mentions(condition.operand);
    case 'compare':
      return [...nameOf(condition.left), ...nameOf(condition.right)];
    case 'answered':
      return [condition.item];
    case 'truth':
      return nameOf(condition.value);
  }
}

function nameOf(operand: Operand): readonly string[] {
  return operand.kind === 'name' ? [operand.name] : [];
}

/** Whether a name is that of a fact rather than of an item. */
export function isFact(name: string): name is keyof typeof facts {
  return Object.hasOwn(facts, name);
}
