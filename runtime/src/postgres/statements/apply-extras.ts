import type { TurnCommit, TurnExtras } from '../../contracts/store.ts';
import { toPartText } from '../../contracts/turn-limits.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

const cancelTimers = `delete from timers where conversation_id = $1 and key = any($2::text[])`;

const setTimers = `
insert into timers (conversation_id, key, due_at, payload, request_id)
select $1, key, to_timestamp(at / 1000), payload, $5
from unnest($2::text[], $3::float8[], $4::json[]) as t(key, at, payload)
on conflict (conversation_id, key) do update
set due_at = excluded.due_at, payload = excluded.payload, request_id = excluded.request_id`;

const setHandoff = `update conversations set handoff = $2::json where id = $1`;

// Everything before this Turn goes now; what the Turn itself needs (its Updates, its last replies) is named
// by the ledger row and goes when the replies have left. So does a reply that a worker may be sending at this moment:
// the last words follow it. That an Update of the last day was known is remembered
// by its hash.
const erase = `
with conversation as (
  select id, bot, channel, external_id, last_seq from conversations where id = $1
), ledger as (
  insert into erasures (bot, conversation_id, through_seq)
  select bot, id, last_seq from conversation
), flagged as (
  update conversations set erased_at = now() where id = $1
), remembered as (
  insert into erased_updates (key, thread)
  select erased_key(c.bot, c.channel, c.external_id, u.external_id), erased_key(c.bot, c.channel, c.external_id, '')
  from conversation c join updates u on u.conversation_id = c.id
  where u.seq < $2 and u.received_at > now() - interval '1 day'
  on conflict do nothing
), gone_updates as (
  delete from updates where conversation_id = $1 and seq < $2
), gone_turns as (
  delete from turns where conversation_id = $1 and seq < $3
), gone_steps as (
  delete from steps where conversation_id = $1
), gone_letters as (
  delete from dead_letters where conversation_id = $1
), gone_timers as (
  delete from timers where conversation_id = $1
)
delete from deliveries where conversation_id = $1 and turn_seq < $3
  and not (next_at is not null and (status = 'sending' or attempt = 0 and next_at > now()))`;

/**
 * Applies the extras of a Turn whose commit statement has just run in the same transaction.
 * @throws TerminalError `turn_size` when a timer's payload is too large.
 */
export async function applyExtras(
  run: RunStatement,
  client: SqlClient,
  turn: TurnCommit,
  extras: TurnExtras,
): Promise<void> {
  const id = turn.claim.conversationId;
  if (extras.erase) await run(client, 'erase_conversation', erase, [id, turn.fromSeq, turn.claim.turnSeq]);
  if (extras.cancelledTimers.length > 0) {
    await run(client, 'cancel_timers', cancelTimers, [id, extras.cancelledTimers]);
  }
  if (extras.timers.length > 0) {
    await run(client, 'set_timers', setTimers, [
      id,
      extras.timers.map((timer) => timer.key),
      extras.timers.map((timer) => timer.at),
      extras.timers.map((timer) => toPartText(`timer:${timer.key}`, timer.payload)),
      turn.requestId,
    ]);
  }
  if (extras.handoff !== null) {
    await run(client, 'set_handoff', setHandoff, [
      id,
      extras.handoff === 'released' ? null : JSON.stringify(extras.handoff),
    ]);
  }
}
