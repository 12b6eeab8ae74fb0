import type { RunStatement, SqlClient } from './sql-client.ts';

// The last replies get half an hour to leave; then the rest goes with them. A Conversation that went on
// after the erasure keeps its row and what came later; an Update that arrived while the erasing Turn ran has a
// number below the ledger's and stays until it is handled. Updates of the last day leave their hashes.
const text = `
with ready as materialized (
  select e.id, e.conversation_id, e.through_seq, e.requested_at from erasures e
  where e.completed_at is null
    and (e.requested_at < now() - interval '30 minutes' or not exists (
      select 1 from deliveries d where d.conversation_id = e.conversation_id
        and d.seq <= e.through_seq and d.next_at is not null))
    and e.requested_at < now() - $2 * interval '1 ms'
  order by e.requested_at limit $1
), locked as materialized (
  select c.id, c.bot, c.channel, c.external_id, c.last_seq, c.waiting_seq, c.done_seq, c.leased_by, c.turn_seq
  from conversations c
  where c.id in (select conversation_id from ready) order by c.id for update
), idle as (
  select r.*, l.bot, l.channel, l.external_id, l.turn_seq, l.done_seq,
    l.last_seq = r.through_seq and l.waiting_seq <= l.done_seq and not exists (
      select 1 from turns t where t.conversation_id = l.id and t.seq = l.turn_seq
        and t.committed_at > r.requested_at) as last_word
  from ready r left join locked l on l.id = r.conversation_id
  where l.leased_by is null
), gone_conversations as (
  delete from conversations c using idle i where c.id = i.conversation_id and i.last_word
  returning c.bot, c.channel, c.external_id
), gone_names as (
  delete from conversation_names n using gone_conversations g
  where n.bot = g.bot and n.channel = g.channel and n.external_id = g.external_id
), remembered as (
  insert into erased_updates (key, thread)
  select erased_key(i.bot, i.channel, i.external_id, u.external_id), erased_key(i.bot, i.channel, i.external_id, '')
  from idle i join updates u on u.conversation_id = i.conversation_id
  where i.bot is not null and u.seq <= i.through_seq and u.seq <= i.done_seq
    and u.received_at > now() - interval '1 day'
  on conflict do nothing
), gone_updates as (
  delete from updates u using idle i where u.conversation_id = i.conversation_id
    and u.seq <= i.through_seq and u.seq <= i.done_seq
), gone_steps as (
  delete from steps s using idle i where s.conversation_id = i.conversation_id and i.last_word
), gone_timers as (
  delete from timers t using idle i where t.conversation_id = i.conversation_id and i.last_word
), gone_letters as (
  delete from dead_letters l using idle i where l.conversation_id = i.conversation_id
    and (i.last_word or l.kind <> 'turn' and l.from_seq <= i.through_seq)
), gone_turns as (
  delete from turns t using idle i
  where t.conversation_id = i.conversation_id and (i.last_word or t.seq < i.turn_seq)
    and t.through_seq <= i.through_seq
), gone_deliveries as (
  delete from deliveries d using idle i where d.conversation_id = i.conversation_id and d.seq <= i.through_seq
)
update erasures e set completed_at = now()
from idle i where e.id = i.id
returning e.id`;

/** Completes erasures older than `graceMs` whose replies have left; returns how many. */
export async function completeErasures(
  run: RunStatement,
  client: SqlClient,
  limit: number,
  graceMs: number,
): Promise<number> {
  return (await run(client, 'complete_erasures', text, [limit, graceMs])).length;
}

const forgetHashes = `
delete from erased_updates where key = any(array(
  select key from erased_updates where erased_at < now() - interval '1 day' limit $1))`;

// A Conversation that was made anew by nothing but a repeated Update holds only a name.
const forgetEmpty = `
with gone as (
  delete from conversations where id = any($1::bigint[]) and last_seq = 0 and erased_at is not null
  returning bot, channel, external_id
)
delete from conversation_names n using gone g
where n.bot = g.bot and n.channel = g.channel and n.external_id = g.external_id`;

/** Deletes those of the Conversations that only repeated Updates have called back. */
export async function forgetEmptyConversations(
  run: RunStatement,
  client: SqlClient,
  ids: readonly string[],
): Promise<void> {
  await run(client, 'forget_empty_conversations', forgetEmpty, [ids]);
}

// An empty one that is older than an accept takes was left behind by a killed process.
const forgetErasure = `
with old as materialized (
  select id, last_seq from conversations
  where erased_at < now() - interval '1 day' or last_seq = 0 and erased_at < now() - $2 * interval '1 ms'
  order by id limit $1 for update skip locked
), gone as (
  delete from conversations c using old o where c.id = o.id and o.last_seq = 0
  returning c.bot, c.channel, c.external_id
), gone_names as (
  delete from conversation_names n using gone g
  where n.bot = g.bot and n.channel = g.channel and n.external_id = g.external_id
)
update conversations c set erased_at = null from old o where c.id = o.id and o.last_seq > 0`;

// A worker that lost its Lease unnoticed may store a step after the erasure. None of a Turn that goes on is as old.
const forgetSteps = `
delete from steps s using erasures e
where e.completed_at > now() - interval '1 day' and s.conversation_id = e.conversation_id
  and s.through_seq <= e.through_seq and s.recorded_at < now() - interval '1 hour'
  and not exists (select 1 from turns t where t.conversation_id = s.conversation_id and t.seq = s.turn_seq)`;

/**
 * Forgets the hashes of Updates erased more than a day ago, what only they had called back `graceMs` ago, and steps that
 * came after their erasure.
 */
export async function forgetErasures(
  run: RunStatement,
  client: SqlClient,
  limit: number,
  graceMs: number,
): Promise<void> {
  await run(client, 'forget_erased_updates', forgetHashes, [limit]);
  await run(client, 'forget_erasure', forgetErasure, [limit, graceMs]);
  await run(client, 'forget_late_steps', forgetSteps, []);
}
