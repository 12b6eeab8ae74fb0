import type { TurnCommit } from '../../contracts/store.ts';
import { toPartText } from '../../contracts/turn-limits.ts';
import { inLockOrder } from './lock-order.ts';
import { type RunStatement, type SqlClient, toJsonParameter } from './sql-client.ts';

// One statement for a batch of Turns, each under its own fence: the Lease's epoch and, where asked, that no
// newer Update was accepted; nor may a person have taken the Conversation since the claim. A Turn whose fence
// fails writes nothing and fails nobody else. The update itself takes the locks and asks the fence again of a
// row that it had to wait for. Deliveries take their numbers from the Conversation's sequence, so that readers
// following it never miss one. What each part needs of the input travels with the updated rows: joining it
// again would compare every Turn with every other. Of the Turns that may be refused for a newer Update the last part
// names those whose Lease or person had changed when the statement began: they can never commit.
const buried = `, buried as (
  insert into dead_letters (kind, bot, conversation_id, from_seq, through_seq, reason)
  select 'turn', bot, id, from_seq, through_seq, dead_reason from done where outcome = 'dead'
)`;

const toText = (burial: string): string => `
with done as (
  update conversations c set
    leased_by = null, attempt = 0, last_error = null,
    done_seq = i.through_seq, turn_seq = i.turn_seq,
    last_seq = c.last_seq + i.outgoing,
    due_at = case when c.waiting_seq > i.through_seq then coalesce(c.ready_at, now()) end
  from (
    select * from unnest(
      $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::boolean[],
      $8::text[], $9::json[], $10::json[], $11::text[], $12::int[], $13::float8[], $14::text[], $20::boolean[],
      $22::int[]
    ) as i(conversation_id, epoch, turn_seq, from_seq, through_seq, only_if_newest,
           outcome, state, journal, request_id, attempt, started_at, dead_reason, held, outgoing)
    limit $24
  ) i
  where c.id = i.conversation_id and c.epoch = i.epoch and c.leased_by = $1
    and (not i.only_if_newest or c.waiting_seq <= i.through_seq)
    and (c.handoff is not null) = i.held
  returning c.id, c.bot, c.last_seq - i.outgoing as base_seq,
    extract(epoch from c.due_at - now())::float8 * 1000 as due_in_ms,
    i.turn_seq, i.from_seq, i.through_seq, i.outcome, i.state, i.journal, i.request_id, i.attempt, i.started_at,
    i.dead_reason
), turned as (
  insert into turns (conversation_id, seq, from_seq, through_seq, outcome, attempt, state, journal, request_id,
    started_at)
  select id, turn_seq, from_seq, through_seq, outcome, attempt, state, journal, request_id,
    to_timestamp(started_at / 1000)
  from done
), outgoing as materialized (
  select o.*, d.base_seq + o.position as seq, d.turn_seq, d.request_id,
    not o.stored and exists (select 1 from deliveries e where e.conversation_id = o.conversation_id
      and e.lane = o.lane and e.next_at is not null) as blocked
  from unnest($15::bigint[], $16::text[], $17::text[], $18::json[], $19::boolean[], $23::int[])
    as o(conversation_id, lane, idempotency_key, payload, stored, position)
  join done d on d.id = o.conversation_id
), sent as (
  insert into deliveries (conversation_id, seq, turn_seq, lane, idempotency_key, payload, status, next_at,
    request_id, closed_at)
  select conversation_id, seq, turn_seq, lane, idempotency_key, payload,
    case when stored then 'sent' else 'pending' end,
    case when stored then null when blocked then now() else now() + $21 * interval '1 ms' end,
    request_id, case when stored then now() end
  from outgoing
)${burial}
select d.id::text as id, d.base_seq::float8 as base_seq, d.due_in_ms, b.lanes as open_lanes
from done d left join (
  select conversation_id, json_agg(distinct lane) as lanes from outgoing where blocked group by conversation_id
) b on b.conversation_id = d.id
union all
select m.id::text, null, null, null
from unnest($2::bigint[], $3::bigint[], $7::boolean[], $20::boolean[]) as m(id, epoch, only_if_newest, held)
where m.only_if_newest and not coalesce((
  select c.epoch = m.epoch and c.leased_by = $1 and (c.handoff is not null) = m.held
  from conversations c where c.id = m.id), false)`;

const text = toText('');
const textWithBurial = toText(buried);

export interface CommittedRow {
  readonly id: string;
  /** Null when nothing was written because the Lease was lost. */
  readonly base_seq: number | null;
  readonly due_in_ms: number | null;
  readonly open_lanes: readonly string[] | null;
}

/**
 * Commits Turns of one worker; the rows name those whose fence held, and those of `onlyIfNewest` whose Lease was lost:
 * one that is not named met a newer Update, or lost its Lease at this very moment. At most one Turn a Conversation. The
 * worker has `ownDeliveryMs` to send the new Deliveries itself before the sweep takes them.
 * @throws TerminalError `turn_size`, before anything is asked of the database.
 */
export function commitTurns(
  run: RunStatement,
  client: SqlClient,
  worker: string,
  batch: readonly TurnCommit[],
  ownDeliveryMs: number,
): Promise<readonly CommittedRow[]> {
  const turns = inLockOrder(batch, (turn) => turn.claim);
  const outgoing = turns.flatMap((turn) =>
    turn.deliveries.map((delivery, index) => ({
      id: turn.claim.conversationId,
      delivery,
      position: index + 1,
    })),
  );
  const burial = turns.some((turn) => turn.outcome === 'dead');
  const [name, statement] = burial ? ['commit_turns_dead', textWithBurial] : ['commit_turns', text];
  return run<CommittedRow>(client, name, statement, [
    worker,
    turns.map((turn) => turn.claim.conversationId),
    turns.map((turn) => turn.claim.epoch),
    turns.map((turn) => turn.claim.turnSeq),
    turns.map((turn) => turn.fromSeq),
    turns.map((turn) => turn.throughSeq),
    turns.map((turn) => turn.onlyIfNewest),
    turns.map((turn) => turn.outcome),
    turns.map((turn) => toJsonParameter(turn.state)),
    turns.map((turn) => toPartText('journal', turn.journal)),
    turns.map((turn) => turn.requestId),
    turns.map((turn) => turn.claim.attempt),
    turns.map((turn) => turn.claim.claimedAt),
    turns.map((turn) => turn.deadReason),
    outgoing.map((row) => row.id),
    outgoing.map((row) => row.delivery.lane),
    outgoing.map((row) => row.delivery.idempotencyKey),
    outgoing.map((row) => toPartText(row.delivery.lane, row.delivery.payload)),
    outgoing.map((row) => row.delivery.stored),
    turns.map((turn) => turn.claim.handoff !== null),
    ownDeliveryMs,
    turns.map((turn) => turn.deliveries.length),
    outgoing.map((row) => row.position),
    turns.length,
  ]);
}
