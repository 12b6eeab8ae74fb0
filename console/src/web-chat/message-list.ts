import type { WireMessage } from './wire.ts';

/** Most messages kept in memory; older ones are dropped from the page, not from the server. */
const messageLimit = 2000;

function compare(left: WireMessage, right: WireMessage): number {
  return left.seq - right.seq || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
}

/**
 * Adds messages to the list. The result depends only on which messages were ever added, not on the
 * order or the number of times: sorted by `seq`, one entry per id, the newest `limit` kept. So history,
 * events and replays may overlap freely. Returns the same array when nothing is new.
 */
export function mergeMessages(
  list: readonly WireMessage[],
  added: readonly WireMessage[],
  limit: number = messageLimit,
): readonly WireMessage[] {
  const known = new Set(list.map((message) => message.id));
  const fresh: WireMessage[] = [];
  for (const message of added) {
    if (known.has(message.id)) continue;
    known.add(message.id);
    fresh.push(message);
  }
  if (fresh.length === 0) return list;
  return [...list, ...fresh].sort(compare).slice(-limit);
}
