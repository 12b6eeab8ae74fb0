import { updateId } from '../../core/ids.ts';
import { insertGuardAlert } from '../../postgres/statements/insert-guard-alert.ts';
import {
  hadReplaced,
  type RecentTurnRow,
  type RecentUpdateRow,
  readRecentTurns,
} from '../../postgres/statements/read-recent-turns.ts';
import { type GuardRecord, type GuardRows, guardStep, type RecentTurn } from '../../stages/guard/index.ts';

/** The rows of the Guards on Postgres. Reads go through the Turn's own database, so that a replay cannot read. */
export const guardRows: GuardRows = {
  async readRecent({ database }, { conversationId, turnSeq }, sinceMs) {
    const { turns, updates } = await readRecentTurns(database, { conversationId, turnSeq, sinceMs });
    return joinTurns(conversationId, turns, updates);
  },
  hadReplaced: ({ database }, { conversationId }, beforeSeq) =>
    hadReplaced(database, conversationId, beforeSeq),
  alert: (bot, { conversationId }, fromSeq, throughSeq, reason) =>
    insertGuardAlert({ bot, conversationId, fromSeq, throughSeq, reason }),
};

function joinTurns(
  conversationId: string,
  turns: readonly RecentTurnRow[],
  updates: readonly RecentUpdateRow[],
): readonly RecentTurn[] {
  let from = 0;
  return turns.map(({ through_seq: through, journal }) => {
    const own = updates.filter(({ seq }) => seq > from && seq <= through);
    from = through;
    return {
      record: findRecord(journal),
      updates: own.map((row) => ({
        ...row.content,
        id: updateId(conversationId, row.seq),
        seq: row.seq,
        externalId: row.external_id,
        receivedAt: row.received_at,
        requestId: row.request_id,
      })),
    };
  });
}

interface JournalledStep {
  readonly name?: unknown;
  readonly result?: unknown;
}

/** The Guards' record in a Turn's journal; null where they had nothing to look at. */
export function findRecord(journal: unknown): GuardRecord | null {
  const steps = (journal as { readonly steps?: unknown } | null)?.steps;
  if (!Array.isArray(steps)) return null;
  const step = (steps as readonly JournalledStep[]).find(({ name }) => name === guardStep);
  return (step?.result as GuardRecord | undefined) ?? null;
}
