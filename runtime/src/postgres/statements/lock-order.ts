/**
 * The order in which every statement locks rows, so that two batches never wait for each other crosswise: by id
 * of the Conversation, then by number. A statement that updates the rows of `unnest` locks them as they come. It
 * limits them to their number: the planner then expects one row, looks rows up by their key, and keeps one plan
 * instead of making one for each small batch (docs/decisions/0036-the-update-takes-the-locks.md).
 */
export function inLockOrder<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => { readonly conversationId: string; readonly seq?: number },
): readonly Item[] {
  if (items.length < 2) return items;
  return [...items].sort((one, other) => {
    const left = keyOf(one);
    const right = keyOf(other);
    return compareIds(left.conversationId, right.conversationId) || (left.seq ?? 0) - (right.seq ?? 0);
  });
}

/** Ids are numbers without a sign or leading zeros, which may be too large for a double. */
function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
