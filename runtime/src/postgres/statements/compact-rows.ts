import type { EngineStore } from '../../contracts/store.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

interface CompactionStep {
  readonly table: string;
  readonly text: string;
}

// Nothing that is still waited for goes: unhandled Updates, the newest Turn (it holds the state), open Deliveries and
// what an open DeadLetter names stay whatever their age. BRIN indexes make the age cheap to find.
const byAge: readonly CompactionStep[] = [
  {
    table: 'steps',
    text: `delete from steps where ctid = any(array(
      select s.ctid from steps s join conversations c on c.id = s.conversation_id
      where s.recorded_at < now() - $1 * interval '1 day' and s.turn_seq <= c.turn_seq limit $2))`,
  },
  {
    table: 'deliveries',
    text: `delete from deliveries where ctid = any(array(
      select d.ctid from deliveries d
      where d.created_at < now() - $1 * interval '1 day' and d.next_at is null and not exists (
        select 1 from dead_letters l where l.resolved_at is null and l.kind <> 'turn'
          and l.conversation_id = d.conversation_id and l.from_seq = d.seq) limit $2))`,
  },
  {
    table: 'updates',
    text: `delete from updates where ctid = any(array(
      select u.ctid from updates u join conversations c on c.id = u.conversation_id
      where u.received_at < now() - $1 * interval '1 day' and u.seq <= c.done_seq and not exists (
        select 1 from dead_letters l where l.resolved_at is null and l.kind = 'turn'
          and l.conversation_id = u.conversation_id and u.seq between l.from_seq and l.through_seq) limit $2))`,
  },
  {
    table: 'turns',
    text: `delete from turns where ctid = any(array(
      select t.ctid from turns t join conversations c on c.id = t.conversation_id
      where t.committed_at < now() - $1 * interval '1 day' and t.seq < c.turn_seq limit $2))`,
  },
  {
    table: 'dead_letters',
    text: `delete from dead_letters where ctid = any(array(
      select ctid from dead_letters where resolved_at < now() - $1 * interval '1 day' limit $2))`,
  },
];

// A state is of use while the Turn that began with it can be replayed.
const emptyStates = `
update turns set state = null where ctid = any(array(
  select b.ctid from turns t join turns b on b.conversation_id = t.conversation_id and b.seq = t.seq - 1
  where t.committed_at < now() - $1 * interval '1 hour' and t.committed_at >= now() - $3 * interval '1 hour'
    and b.state is not null
  limit $2))
returning 1`;

/** Passes after the first look at the Turns of this long before the end of the history, h. */
const LOOK_BACK_HOURS = 24;
/** Longer than anything was kept. */
const EVER_HOURS = 1_000_000;

/**
 * Deletes rows past retention and empties old states, at most `limit` rows a table; rows by table. A process reads all Turns
 * for old states until it has found no more of them, then a day of them each time; all again after a pass that failed.
 */
export function createCompaction(run: RunStatement, client: SqlClient): EngineStore['compact'] {
  let hasLookedThrough = false;
  return async ({ retentionDays, stateHistoryHours, limit }) => {
    const backHours = hasLookedThrough ? stateHistoryHours + LOOK_BACK_HOURS : EVER_HOURS;
    hasLookedThrough = false;
    const counts: Record<string, number> = {};
    for (const { table, text } of byAge) {
      const rows = await run(client, `compact_${table}`, `${text} returning 1`, [retentionDays, limit]);
      counts[table] = rows.length;
    }
    const emptied = await run(client, 'compact_states', emptyStates, [stateHistoryHours, limit, backHours]);
    hasLookedThrough = emptied.length < limit;
    counts.states = emptied.length;
    return counts;
  };
}
