import { type Condition, isFact, namesIn } from './condition/condition.ts';
import { typeFaults } from './condition/condition-types.ts';
import { type ConditionalItem, findCase } from './condition/find-case.ts';
import { parseCondition } from './condition/parse-condition.ts';
import type { PlacedItem, ReadInstrument } from './placed-items.ts';
import type { PathFault } from './shape-faults.ts';

/** Faults of every `showIf`: unreadable, naming what is not before it, comparing wrongly, never true. */
export function conditionFaults(read: ReadInstrument): readonly PathFault[] {
  const faults: PathFault[] = [];
  const known = new Map<string, ConditionalItem>();
  for (const [index, placed] of read.items.entries()) {
    const { item, path } = placed;
    const found = item.showIf === undefined ? null : readOne(read, placed, index, known, item.showIf);
    const at = [...path, 'showIf'];
    faults.push(
      ...(found?.faults ?? []).map((fault) => ({ ...fault, severity: 'error' as const, path: at })),
    );
    if (!known.has(item.id)) known.set(item.id, { item, condition: found?.condition ?? null });
  }
  return faults;
}

interface Found {
  /** Null when it cannot be evaluated. */
  readonly condition: Condition | null;
  readonly faults: readonly { readonly reason: string; readonly advice: string }[];
}

function readOne(
  read: ReadInstrument,
  placed: PlacedItem,
  index: number,
  known: ReadonlyMap<string, ConditionalItem>,
  source: string,
): Found {
  const parsed = parseCondition(source);
  if (!parsed.ok) {
    const { at, reason, advice } = parsed.fault;
    return { condition: null, faults: [{ reason: `${reason} (character ${at})`, advice }] };
  }
  const { condition } = parsed;
  const names = namesIn(condition).filter((name) => !isFact(name));
  const misnamed = names.flatMap((name) => nameFaults(read, placed, index, name));
  // An item that cannot be read itself has its own fault; what compares with it cannot be judged.
  const isJudged = misnamed.length === 0 && names.every((name) => known.has(name));
  if (!isJudged) return { condition: null, faults: misnamed };
  const wrong = typeFaults(condition, (id) => known.get(id)?.item);
  if (wrong.length > 0) return { condition: null, faults: wrong };
  if (findCase(condition, (id) => known.get(id)) !== 'none') return { condition, faults: [] };
  const advice = 'No answers make the condition true; correct it or remove the item.';
  return { condition, faults: [{ reason: 'the item can never be shown', advice }] };
}

function nameFaults(read: ReadInstrument, placed: PlacedItem, index: number, name: string): Found['faults'] {
  const at = read.items.findIndex(({ item }) => item.id === name);
  const other = read.items[at];
  if (other === undefined) return read.brokenIds.includes(name) ? [] : [unknownName(read, index, name)];
  if (at === index) return [{ reason: `${name} is the item itself`, advice: 'Name an earlier item.' }];
  if (at > index) {
    return [{ reason: `${name} comes later`, advice: `Only earlier items can be named; move ${name} up.` }];
  }
  if (!placed.isRandom || other.entry !== placed.entry) return [];
  const advice = 'Take one of them out of the group, or make its order fixed.';
  return [{ reason: `${name} may come later: both are in a group of random order`, advice }];
}

function unknownName(read: ReadInstrument, index: number, name: string): Found['faults'][number] {
  const isOption = read.items.some(
    ({ item }) => 'options' in item && item.options.some((option) => option.id === name),
  );
  const earlier = read.items.slice(0, index).map(({ item }) => item.id);
  const list = earlier.length > 12 ? [...earlier.slice(0, 12), '…'] : earlier;
  const advice = isOption
    ? `Put an option in quotes: "${name}".`
    : earlier.length === 0
      ? 'There is no earlier item.'
      : `Earlier items are: ${list.join(', ')}.`;
  return { reason: `there is no item ${name}`, advice };
}
