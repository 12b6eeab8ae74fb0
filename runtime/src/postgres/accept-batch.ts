import type pg from 'pg';
import { type AcceptItem, type AcceptResult, type ClaimOffer, endsItsBurst } from '../contracts/store.ts';
import type { IncomingUpdate } from '../contracts/update.ts';
import { InvariantError } from '../core/errors.ts';
import { reachFaultPoint } from '../core/fault-points.ts';
import { createConversationCache } from './conversation-cache.ts';
import { acceptAndClaim, type WokenRow } from './statements/accept-and-claim.ts';
import { acceptFreshUpdates, type FreshRow } from './statements/accept-fresh-updates.ts';
import { acceptUpdates } from './statements/accept-updates.ts';
import { rereadClaims } from './statements/claim-conversations.ts';
import { forgetEmptyConversations } from './statements/complete-erasures.ts';
import type { RunStatement, SqlClient } from './statements/sql-client.ts';
import { toClaim } from './to-claim.ts';
import { isUniqueViolation } from './translate-error.ts';

type Located = AcceptItem & { readonly conversationId: string };

/** Stores Updates, by the cheapest statement that each of them allows. */
export interface AcceptBatch {
  /** Any batch, on any client, inside of a transaction too. */
  accept(client: SqlClient, items: readonly AcceptItem[]): Promise<readonly AcceptResult[]>;
  /** A batch on the pool; see `EngineStore.accept`. */
  acceptOffered(items: readonly AcceptItem[], offer?: ClaimOffer): Promise<readonly AcceptResult[]>;
}

/** Both ways of accepting share one memory of Conversations. */
export function createAcceptBatch(pool: pg.Pool, run: RunStatement): AcceptBatch {
  const cache = createConversationCache(run);

  const accept = async (client: SqlClient, items: readonly AcceptItem[]): Promise<AcceptResult[]> => {
    // A Conversation can vanish (erased) or an Update can be stored by another process between two
    // statements; both are settled by asking once more.
    for (let round = 1; round <= 3; round += 1) {
      const located = await cache.locate(client, items);
      reachFaultPoint('accept-before-commit');
      const rows = await acceptUpdates(run, client, located);
      reachFaultPoint('accept-after-commit');
      if (rows.length === items.length && rows.every((row) => row.seq !== null)) {
        const erased = rows.filter((row) => row.seq === 0).map((row) => row.conversation_id);
        if (erased.length > 0) await forgetEmptyConversations(run, client, erased);
        return rows.map((row) => ({
          conversationId: row.conversation_id,
          seq: row.seq ?? 0,
          duplicate: row.duplicate,
          dueInMs: row.due_in_ms,
        }));
      }
      cache.forget(items);
    }
    throw new InvariantError('accept_unsettled', 'Updates could not be stored in three rounds.', {
      context: { items: items.length },
    });
  };

  const wake = async (items: readonly Located[], offer: ClaimOffer): Promise<readonly WokenRow[]> => {
    const rows = await acceptAndClaim(run, pool, items, offer);
    const stale = rows.filter((row) => row.stale).map((row) => row.id);
    if (stale.length === 0) return rows;
    const fresh = await rereadClaims(run, pool, stale, 1);
    return rows.map((row) => ({ ...row, state: (fresh.get(row.id) ?? row).state }));
  };

  const acceptOffered = async (items: readonly AcceptItem[], offer?: ClaimOffer): Promise<AcceptResult[]> => {
    const located = await cache.locate(pool, items);
    // Several Updates of one Conversation are for the general statement.
    if (new Set(located.map((item) => item.conversationId)).size < items.length) return accept(pool, items);
    const waking = offer === undefined ? [] : located.filter(endsItsBurst).slice(0, offer.limit);
    const isWaking = new Set(waking);
    const gathering = located.filter((item) => !isWaking.has(item));
    reachFaultPoint('accept-before-commit');
    const [woken, gathered] = await both(
      offer === undefined || waking.length === 0 ? none : wake(waking, offer).catch(emptyWhenStored),
      gathering.length === 0 ? none : acceptFreshUpdates(run, pool, gathering).catch(emptyWhenStored),
    );
    reachFaultPoint('accept-after-commit');
    const updates = new Map(waking.map((item) => [item.conversationId, item.update]));
    const results = new Map([
      ...gathered.map((row): [string, AcceptResult] => [row.conversation_id, toResult(row)]),
      ...woken.map((row): [string, AcceptResult] => [row.id, toWokenResult(row, updates.get(row.id))]),
    ]);
    const left = located.filter((item) => !results.has(item.conversationId));
    const settled = left.length === 0 ? [] : await accept(pool, left);
    return located.map(
      ({ conversationId }) => results.get(conversationId) ?? (settled.shift() as AcceptResult),
    );
  };

  return { accept, acceptOffered };
}

const none: Promise<readonly never[]> = Promise.resolve([]);

/** Both have ended when it settles, so that nothing is still on its way when the first error is told. */
async function both<First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}

function emptyWhenStored(error: unknown): readonly never[] {
  if (isUniqueViolation(error)) return [];
  throw error;
}

const toResult = (row: FreshRow): AcceptResult => ({
  conversationId: row.conversation_id,
  seq: row.seq,
  duplicate: false,
  dueInMs: row.due_in_ms,
});

function toWokenResult(row: WokenRow, update: IncomingUpdate | undefined): AcceptResult {
  if (update === undefined) {
    throw new InvariantError('accept_unsettled', 'A Conversation that nobody asked for was leased.');
  }
  const { bot, channel, conversation, externalId, requestId } = update;
  // What a later Attempt will read: plain JSON.
  const content = JSON.parse(JSON.stringify(update.content)) as typeof update.content;
  const claim = toClaim({
    id: row.id,
    bot,
    channel,
    external_id: conversation,
    epoch: row.epoch,
    attempt: row.attempt,
    last_error: row.last_error,
    turn_seq: row.turn_seq,
    done_seq: row.done_seq,
    handoff: row.handoff,
    state: row.state,
    stale: false,
    claimed_at: row.claimed_at,
    updates: [{ seq: row.seq, externalId, content, requestId, receivedAt: row.claimed_at }],
    steps: null,
  });
  return { conversationId: row.id, seq: row.seq, duplicate: false, dueInMs: null, claim };
}
