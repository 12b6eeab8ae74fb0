import { LRUCache } from 'lru-cache';
import { type AcceptItem, charactersOf } from '../contracts/store.ts';
import { type ConversationKey, ensureConversations } from './statements/ensure-conversations.ts';
import type { RunStatement, SqlClient } from './statements/sql-client.ts';

/** Conversations whose number this process remembers. */
const maximumEntries = 100_000;

export interface ConversationCache {
  /** Adds each item's Conversation id, creating Conversations that do not exist. */
  locate(
    client: SqlClient,
    items: readonly AcceptItem[],
  ): Promise<readonly (AcceptItem & { readonly conversationId: string })[]>;
  /** Drops what turned out to be stale. */
  forget(items: readonly AcceptItem[]): void;
}

const nameOf = (key: ConversationKey): string => `${key.bot}\n${key.channel}\n${key.conversation}`;

/** Remembers the numbers of Conversations: one look-up each, not one an Update. */
export function createConversationCache(run: RunStatement): ConversationCache {
  const ids = new LRUCache<string, string>({ max: maximumEntries });

  return {
    async locate(client, items) {
      const missing = items.map((item) => item.update).filter((update) => !ids.has(nameOf(update)));
      // A key inserted by another process between snapshot and insert is in neither part of the answer;
      // the second round sees it.
      for (let round = 1; missing.length > 0 && round <= 3; round += 1) {
        for (const row of await ensureConversations(run, client, missing)) ids.set(nameOf(row), row.id);
        if (missing.every((update) => ids.has(nameOf(update)))) break;
      }
      return items.map((item) => ({
        conversationId: ids.get(nameOf(item.update)) ?? '0',
        update: item.update,
        rule: item.rule,
        characters: charactersOf(item),
      }));
    },
    forget(items) {
      for (const item of items) ids.delete(nameOf(item.update));
    },
  };
}
