import type { Instrument, Item, ItemGroup } from './instrument.ts';
import { groupHead, instrumentHead, itemShape } from './instrument-schema.ts';
import { type PathFault, shapeFaults } from './shape-faults.ts';
import type { Path } from './source-text.ts';

/** An item that can be read, with its place. */
export interface PlacedItem {
  readonly item: Item;
  readonly path: Path;
  /** Index of the entry it stands in, a group or itself. */
  readonly entry: number;
  /** Whether the order inside of its entry is drawn. */
  readonly isRandom: boolean;
}

/** A group that can be read, except for its items. */
export interface PlacedGroup {
  readonly group: Omit<ItemGroup, 'items'>;
  readonly path: Path;
  readonly size: number;
}

/** As much of an instrument as can be read, and every fault of its shape. */
export interface ReadInstrument {
  readonly head: Omit<Instrument, 'items'> | null;
  readonly items: readonly PlacedItem[];
  readonly groups: readonly PlacedGroup[];
  /** Ids of items that cannot be read; conditions may name them. */
  readonly brokenIds: readonly string[];
  readonly faults: readonly PathFault[];
}

/** Reads an instrument piece by piece, so that one broken item hides no fault of another. */
export function readInstrument(data: unknown): ReadInstrument {
  const reading = new Reading();
  const head = instrumentHead.safeParse(data);
  if (!head.success) reading.faults.push(...shapeFaults(head.error, data, 'instrument'));
  const entries = keyOf(data, 'items');
  for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
    if (keyOf(entry, 'group') === undefined) reading.readItem(entry, ['items', index], index, false);
    else reading.readGroup(entry, index);
  }
  return { ...reading, head: head.success ? head.data : null };
}

class Reading {
  readonly items: PlacedItem[] = [];
  readonly groups: PlacedGroup[] = [];
  readonly brokenIds: string[] = [];
  readonly faults: PathFault[] = [];

  readGroup(data: unknown, index: number): void {
    const path: Path = ['items', index];
    const parsed = groupHead.safeParse(data);
    if (!parsed.success) this.add(shapeFaults(parsed.error, data, 'group'), path);
    const items = keyOf(data, 'items');
    const list: readonly unknown[] = Array.isArray(items) ? items : [];
    if (parsed.success) this.groups.push({ group: parsed.data, path, size: list.length });
    const isRandom = keyOf(data, 'order') === 'random';
    for (const [place, item] of list.entries())
      this.readItem(item, [...path, 'items', place], index, isRandom);
  }

  readItem(data: unknown, path: Path, entry: number, isRandom: boolean): void {
    const parsed = itemShape.safeParse(data);
    if (parsed.success) {
      this.items.push({ item: parsed.data, path, entry, isRandom });
      return;
    }
    this.add(shapeFaults(parsed.error, data, String(keyOf(data, 'type'))), path);
    const id = keyOf(data, 'id');
    if (typeof id === 'string') this.brokenIds.push(id);
  }

  private add(faults: readonly PathFault[], path: Path): void {
    this.faults.push(...faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] })));
  }
}

function keyOf(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key)
    ? (data as Record<string, unknown>)[key]
    : undefined;
}
