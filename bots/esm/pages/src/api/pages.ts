import type { Fields } from './fields.ts';

/** A page of a list. `cursor` leads to the next one; null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor: string | null;
}

/** Reads a page. */
export function readPage<Item>(answer: Fields, parse: (value: unknown) => Item): Page<Item> {
  return { items: answer.list('items', parse), cursor: answer.textOr('cursor', null) };
}

/** All items of a list, page after page, up to `most`. */
export async function loadAll<Item>(
  load: (cursor: string | null) => Promise<Page<Item>>,
  most: number,
): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await load(cursor);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null && items.length < most);
  return { items, isWhole: cursor === null };
}
