import type { ChoiceItem, Item, ScaleItem } from '../instrument.ts';
import { type Condition, facts, isFact, type Operand } from './condition.ts';
import { printOperand } from './print-condition.ts';

/** What is wrong with the meaning of a condition. */
export interface MeaningFault {
  readonly reason: string;
  readonly advice: string;
}

type Kind = 'number' | 'text' | 'wave' | 'boolean' | 'time' | 'option' | 'options' | 'words' | 'nothing';

const names: Readonly<Record<Kind, string>> = {
  number: 'a number',
  text: 'a text',
  wave: 'the name of a wave',
  boolean: 'yes or no',
  time: 'a time',
  option: 'one option',
  options: 'several options',
  words: 'free words',
  nothing: 'no answer',
};

/**
 * Every error of type in a condition whose names are all known: what cannot be compared, options that do not
 * exist, values beyond a scale. `itemOf` finds an earlier item.
 */
export function typeFaults(
  condition: Condition,
  itemOf: (id: string) => Item | undefined,
): readonly MeaningFault[] {
  const kindOf = (operand: Operand): Kind => operandKind(operand, itemOf);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...typeFaults(condition.left, itemOf), ...typeFaults(condition.right, itemOf)];
    case 'not':
      return typeFaults(condition.operand, itemOf);
    case 'answered':
      return itemOf(condition.item)?.type === 'info'
        ? [{ reason: `${condition.item} is an info and never answered`, advice: 'Name an item that asks.' }]
        : [];
    case 'truth': {
      if (kindOf(condition.value) === 'boolean') return [];
      const what = `${printOperand(condition.value)} is ${names[kindOf(condition.value)]}, no condition`;
      return [
        { reason: what, advice: `Compare it, or write answered(id) to ask whether there is an answer.` },
      ];
    }
    case 'compare':
      return comparisonFaults(condition, kindOf, itemOf);
  }
}

function operandKind(operand: Operand, itemOf: (id: string) => Item | undefined): Kind {
  if (operand.kind !== 'name') return operand.kind;
  if (isFact(operand.name)) return facts[operand.name];
  const kinds = {
    scale: 'number',
    number: 'number',
    yesno: 'boolean',
    time: 'time',
    choice: 'option',
  } as const;
  const type = itemOf(operand.name)?.type;
  if (type === 'multi') return 'options';
  if (type === 'text') return 'words';
  return type === undefined || type === 'info' ? 'nothing' : kinds[type];
}

function comparisonFaults(
  condition: Extract<Condition, { kind: 'compare' }>,
  kindOf: (operand: Operand) => Kind,
  itemOf: (id: string) => Item | undefined,
): readonly MeaningFault[] {
  const { left, right, operator } = condition;
  const [one, other] = [kindOf(left), kindOf(right)];
  const told = `${printOperand(left)} is ${names[one]} and ${printOperand(right)} is ${names[other]}`;
  if (left.kind !== 'name' && right.kind !== 'name') {
    return [
      {
        reason: `${printOperand(left)} ${operator} ${printOperand(right)} compares two constants`,
        advice: 'Name an item.',
      },
    ];
  }
  if (one === 'words' || other === 'words' || one === 'nothing' || other === 'nothing') {
    return [{ reason: told, advice: 'Words cannot be compared; write answered(id).' }];
  }
  if (!isComparable(one, other)) return [{ reason: told, advice: adviceFor(one, other) }];
  const isOrdered = operator !== '=' && operator !== '!=';
  if (isOrdered && one !== 'number' && one !== 'time' && other !== 'time') {
    return [
      {
        reason: `${printOperand(left)} ${operator} ${printOperand(right)}: ${names[one]} has no order`,
        advice: 'Use = or !=.',
      },
    ];
  }
  return [...constantFaults(left, right, itemOf), ...constantFaults(right, left, itemOf)];
}

/** What a text in quotes may stand for. */
const textKinds: readonly Kind[] = ['wave', 'time', 'option', 'options'];

function isComparable(one: Kind, other: Kind): boolean {
  if (one === other) return one !== 'options';
  return (one === 'text' && textKinds.includes(other)) || (other === 'text' && textKinds.includes(one));
}

function adviceFor(one: Kind, other: Kind): string {
  const kinds = [one, other];
  if (kinds.includes('option') || kinds.includes('options'))
    return 'Compare with the id of an option in quotes.';
  if (kinds.includes('time')) return 'Compare with a time in quotes: "08:30".';
  if (kinds.includes('wave')) return 'Compare with the name of a wave in quotes.';
  return kinds.includes('boolean') ? 'Compare with true or false.' : 'Compare values of one kind.';
}

/** A constant that the item can never have. */
function constantFaults(
  named: Operand,
  constant: Operand,
  itemOf: (id: string) => Item | undefined,
): readonly MeaningFault[] {
  const item = named.kind === 'name' ? itemOf(named.name) : undefined;
  if (item === undefined || constant.kind === 'name' || constant.kind === 'boolean') return [];
  const { value } = constant;
  if (item.type === 'choice' || item.type === 'multi') return optionFaults(item, String(value));
  if (item.type === 'scale') return scaleFaults(item, Number(value));
  if (item.type !== 'time' || /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value))) return [];
  return [{ reason: `"${value}" is no time`, advice: 'Write hours and minutes with two digits: "08:30".' }];
}

function optionFaults(item: ChoiceItem, id: string): readonly MeaningFault[] {
  if (item.options.some((option) => option.id === id)) return [];
  const known = item.options.map((option) => option.id).join(', ');
  return [{ reason: `${item.id} has no option "${id}"`, advice: `Its options are: ${known}.` }];
}

function scaleFaults(item: ScaleItem, value: number): readonly MeaningFault[] {
  if (Number.isInteger(value) && value >= item.min && value <= item.max) return [];
  return [
    { reason: `${value} is not on the scale ${item.id}`, advice: `It runs from ${item.min} to ${item.max}.` },
  ];
}
