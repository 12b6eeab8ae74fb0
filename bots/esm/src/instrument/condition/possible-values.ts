import type { AnswerValue, Item } from '../instrument.ts';
import type { Condition, Operand } from './condition.ts';

/** Scales up to this wide are tried value by value. */
const widestScale = 100;
/** Options of a `multi` that conditions may name before their combinations are too many to try. */
const mostOptions = 8;

/** A value that a name may have; undefined when there is none. */
export type PossibleValue = AnswerValue | undefined;

/** The two sides of a comparison. */
export type Sides = readonly [Operand, Operand];

/** All comparisons in a condition. */
export function comparisonsIn(condition: Condition): readonly Sides[] {
  if (condition.kind === 'and' || condition.kind === 'or') {
    return [...comparisonsIn(condition.left), ...comparisonsIn(condition.right)];
  }
  if (condition.kind === 'not') return comparisonsIn(condition.operand);
  return condition.kind === 'compare' ? [[condition.left, condition.right]] : [];
}

/**
 * Values of an item, or of a fact, that can make a difference to `compared`: every value where they are few,
 * else one of each stretch between the constants. Null when no such choice is enough.
 */
export function possibleValues(
  name: string,
  item: Item | undefined,
  compared: readonly Sides[],
): readonly PossibleValue[] | null {
  if (item?.type === 'yesno') return [undefined, true, false];
  if (item?.type === 'text') return [undefined, null];
  if (item?.type === 'choice') return [undefined, ...item.options.map((option) => option.id)];
  if (item?.type === 'scale' && item.max - item.min <= widestScale) {
    return [undefined, ...Array.from({ length: item.max - item.min + 1 }, (_, index) => item.min + index)];
  }
  const others = compared.flatMap((sides) => otherSide(name, sides));
  // Two open ranges compared with each other: values beside constants do not stand for all of them.
  if (others.some((operand) => operand.kind === 'name')) return null;
  const constants = others.flatMap((operand) => (operand.kind === 'name' ? [] : [operand.value]));
  if (item?.type === 'multi') {
    const options = [...new Set(constants.map(String))];
    return options.length > mostOptions ? null : [undefined, ...subsets(options)];
  }
  if (item?.type === 'time') return [undefined, ...timesAround(constants.map(String))];
  if (name === 'wave') return [undefined, ...constants.map(String), 'a wave of another name'];
  return [undefined, ...numbersAround(constants.map(Number), rangeOf(name, item))];
}

interface Range {
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
}

function rangeOf(name: string, item: Item | undefined): Range {
  if (item?.type === 'scale') return { least: item.min, most: item.max, isWhole: true };
  if (item?.type === 'number') {
    return { least: item.min ?? -1e12, most: item.max ?? 1e12, isWhole: item.integer === true };
  }
  return { least: name === 'beepNumber' ? 1 : 0, most: 1e6, isWhole: true };
}

function numbersAround(constants: readonly number[], { least, most, isWhole }: Range): readonly number[] {
  const near = constants.flatMap((value) =>
    isWhole
      ? [Math.ceil(value) - 1, Math.floor(value), Math.ceil(value), Math.floor(value) + 1]
      : [value - 1e-7, value, value + 1e-7],
  );
  return [...new Set([least, most, ...near])].filter((value) => value >= least && value <= most);
}

function timesAround(times: readonly string[]): readonly string[] {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const minutes = times.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const near = minutes.flatMap((minute) => [minute - 1, minute, minute + 1]);
  return [...new Set([0, 1439, ...near])].filter((minute) => minute >= 0 && minute < 1440).map(clock);
}

function otherSide(name: string, [left, right]: Sides): readonly Operand[] {
  const isLeft = left.kind === 'name' && left.name === name;
  const isRight = right.kind === 'name' && right.name === name;
  return [...(isLeft ? [right] : []), ...(isRight ? [left] : [])];
}

function subsets(options: readonly string[]): readonly (readonly string[])[] {
  const sets: string[][] = [[]];
  for (const option of options) sets.push(...sets.map((set) => [...set, option]));
  return sets;
}
