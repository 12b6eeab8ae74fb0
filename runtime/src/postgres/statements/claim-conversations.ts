import type { RunStatement, SqlClient } from './sql-client.ts';

/** What a Turn needs of the claimed rows `c`: the newest state, the waiting Updates, the journalled steps. */
const contents = (limit: string): string => `
left join turns t on t.conversation_id = c.id and t.seq = c.turn_seq
left join lateral (
  select json_agg(json_build_object(
    'seq', w.seq, 'externalId', w.external_id, 'content', w.content, 'requestId', w.request_id,
    'receivedAt', extract(epoch from w.received_at)::float8 * 1000) order by w.seq) as updates
  from (select * from updates where conversation_id = c.id and seq > c.done_seq order by seq limit ${limit}) w
) u on true
left join lateral (
  select json_agg(json_build_object('name', name, 'throughSeq', through_seq, 'result', result)) as steps
  from steps where conversation_id = c.id and turn_seq = c.turn_seq + 1
) s on true`;

// A claim need not wait for the disk: one that a crash of the database takes back leaves the row due as it was,
// nothing durable can have followed it, and the fence compares the worker as well as the epoch.
// An expired Lease is simply a due row. State, waiting Updates and journalled steps come in the same round
// trip. Updates committed between this statement's snapshot and its row lock are not in the list; the commit
// notices them by their number. A Turn committed in that moment shows in the locked row but not in the
// snapshot: such a row is `stale` and is read again.
const text = `
with due as materialized (
  select id from conversations
  where due_at <= now() and bot = any($2::text[])
    and (select set_config('synchronous_commit', 'off', true)) = 'off'
  order by due_at limit $3
  for no key update skip locked
), claimed as (
  update conversations c set
    leased_by = $1, due_at = now() + $4 * interval '1 ms', epoch = c.epoch + 1, attempt = c.attempt + 1,
    ready_at = null, waiting_since = null, waiting_count = 0, waiting_chars = 0
  from due where c.id = due.id
  returning c.*
)
select c.id::text as id, c.bot, c.channel, c.external_id, c.epoch::float8 as epoch, c.attempt, c.last_error,
       c.turn_seq::float8 as turn_seq, c.done_seq::float8 as done_seq, c.handoff, t.state, u.updates, s.steps,
       extract(epoch from now())::float8 * 1000 as claimed_at, c.turn_seq > 0 and t.seq is null as stale
from claimed c ${contents('$5')}
order by c.due_at`;

const reread = `
select c.id::text as id, t.state, u.updates, s.steps
from conversations c ${contents('$2')}
where c.id = any($1::bigint[])`;

export interface UpdateRow {
  readonly seq: number;
  readonly externalId: string;
  readonly content: import('../../contracts/update.ts').UpdateContent;
  readonly requestId: string;
  readonly receivedAt: number;
}

export interface ClaimRow {
  readonly id: string;
  readonly bot: string;
  readonly channel: string;
  readonly external_id: string;
  readonly epoch: number;
  readonly attempt: number;
  readonly last_error: string | null;
  readonly turn_seq: number;
  readonly done_seq: number;
  readonly handoff: import('../../contracts/store.ts').Handoff | null;
  readonly state: import('../../contracts/json.ts').Json | null;
  readonly updates: readonly UpdateRow[] | null;
  readonly steps: readonly import('../../contracts/store.ts').StoredStep[] | null;
  readonly claimed_at: number;
  readonly stale: boolean;
}

/** The part of a claim that its snapshot may miss. */
export type ContentRow = Pick<ClaimRow, 'id' | 'state' | 'updates' | 'steps'>;

/** Takes Leases on the Conversations due longest. */
export async function claimConversations(
  run: RunStatement,
  client: SqlClient,
  request: {
    readonly worker: string;
    readonly bots: readonly string[];
    readonly limit: number;
    readonly leaseMs: number;
    readonly maximumUpdates: number;
  },
): Promise<readonly ClaimRow[]> {
  const rows = await run<ClaimRow>(client, 'claim_conversations', text, [
    request.worker,
    request.bots,
    request.limit,
    request.leaseMs,
    request.maximumUpdates,
  ]);
  const stale = rows.filter((row) => row.stale).map((row) => row.id);
  if (stale.length === 0) return rows;
  const fresh = await rereadClaims(run, client, stale, request.maximumUpdates);
  return rows.map((row) => ({ ...row, ...fresh.get(row.id) }));
}

/** Reads again what a claim's snapshot missed. The Lease is ours by now: nobody else changes it. */
export async function rereadClaims(
  run: RunStatement,
  client: SqlClient,
  ids: readonly string[],
  maximumUpdates: number,
): Promise<ReadonlyMap<string, ContentRow>> {
  const rows = await run<ContentRow>(client, 'reread_claims', reread, [ids, maximumUpdates]);
  return new Map(rows.map((row) => [row.id, row]));
}
