import type { ConversationRow } from '../../src/memory/tables.ts';

/** Knows which steps may not be paid again, and which were nevertheless. Programs name the epoch they run under. */
export interface StepLedger {
  begin(key: string, conversationId: string, epoch: number): void;
  end(key: string, conversationId: string, epoch: number): void;
  readonly paidTwice: readonly string[];
}

/**
 * A step that returned while its Lease was the newest is durable for everybody who claims later: no holder of
 * the Lease may pay it again. A worker that has lost its Lease without knowing may pay once more; nothing that
 * it does counts.
 */
export function createStepLedger(conversations: ReadonlyMap<string, ConversationRow>): StepLedger {
  const safe = new Set<string>();
  const paidTwice: string[] = [];
  const isNewest = (conversationId: string, epoch: number): boolean =>
    conversations.get(conversationId)?.epoch === epoch;
  return {
    paidTwice,
    begin(key, conversationId, epoch) {
      if (safe.has(key) && isNewest(conversationId, epoch)) paidTwice.push(key);
    },
    end(key, conversationId, epoch) {
      if (isNewest(conversationId, epoch)) safe.add(key);
    },
  };
}
