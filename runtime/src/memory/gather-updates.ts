import { type AcceptItem, type AcceptResult, type BurstRule, charactersOf } from '../contracts/store.ts';
import {
  assertStorable,
  type ConversationRow,
  copyJson,
  findConversation,
  insertConversation,
  type Tables,
  updateName,
} from './tables.ts';

/** The deadline of a Burst; the twin of the SQL function `burst_deadline`. */
function burstDeadline(row: ConversationRow, flush: boolean, rule: Gathered, now: number): number {
  if (row.readyAt !== null && row.readyAt <= now) return row.readyAt;
  if (flush) return now;
  return Math.min(now + rule.quietMs, (row.waitingSince ?? now) + rule.capMs);
}

interface Gathered extends BurstRule {
  readonly parts: number;
  readonly characters: number;
  readonly lastSeq: number;
}

/** Stores Updates once each and moves the Bursts' deadlines. */
export function gatherUpdates(tables: Tables, items: readonly AcceptItem[], now: number): AcceptResult[] {
  for (const { update } of items) {
    assertStorable(update.bot, update.channel, update.conversation, update.externalId, update.requestId);
  }
  const gathered = new Map<ConversationRow, Gathered>();
  const stored = items.map((item) => {
    const row = findConversation(tables, item.update) ?? insertConversation(tables, item.update);
    const known = row.updates.find((update) => update.externalId === item.update.externalId);
    if (known !== undefined) return { row, seq: known.seq, duplicate: true };
    if (tables.erasedUpdates.has(updateName(row, item.update))) {
      // A Conversation that only repeated Updates call back is none.
      if (row.lastSeq === 0 && !gathered.has(row)) tables.conversations.delete(row.id);
      return { row, seq: 0, duplicate: true };
    }
    const seq = Math.max(row.lastSeq, gathered.get(row)?.lastSeq ?? 0) + 1;
    const { externalId, content, requestId } = item.update;
    row.updates.push({ seq, externalId, content: copyJson(content), requestId, receivedAt: now });
    gathered.set(row, merge(gathered.get(row), item, seq));
    return { row, seq, duplicate: false };
  });
  for (const [row, rule] of gathered) bump(row, rule, now);
  return stored.map(({ row, seq, duplicate }) => ({
    conversationId: row.id,
    seq,
    duplicate,
    dueInMs:
      gathered.has(row) && row.leasedBy === null && row.dueAt !== null ? Math.max(0, row.dueAt - now) : null,
  }));
}

function merge(before: Gathered | undefined, item: AcceptItem, lastSeq: number): Gathered {
  const { rule } = item;
  const characters = charactersOf(item);
  if (before === undefined) return { ...rule, parts: 1, characters, lastSeq };
  return {
    quietMs: Math.max(before.quietMs, rule.quietMs),
    capMs: Math.min(before.capMs, rule.capMs),
    maximumParts: Math.min(before.maximumParts, rule.maximumParts),
    maximumCharacters: Math.min(before.maximumCharacters, rule.maximumCharacters),
    flush: before.flush || rule.flush,
    parts: before.parts + 1,
    characters: before.characters + characters,
    lastSeq,
  };
}

function bump(row: ConversationRow, rule: Gathered, now: number): void {
  const flush =
    rule.flush ||
    row.waitingCount + rule.parts >= rule.maximumParts ||
    row.waitingChars + rule.characters >= rule.maximumCharacters;
  const deadline = burstDeadline(row, flush, rule, now);
  if (row.leasedBy === null) {
    // A Conversation between two Attempts keeps its time of retry.
    row.dueAt = row.attempt > 0 && row.dueAt !== null ? Math.max(row.dueAt, deadline) : deadline;
  }
  row.readyAt = deadline;
  row.lastSeq = rule.lastSeq;
  row.waitingSeq = rule.lastSeq;
  row.waitingSince ??= now;
  row.waitingCount += rule.parts;
  row.waitingChars += rule.characters;
}
