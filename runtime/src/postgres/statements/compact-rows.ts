import type { RunStatement, SqlClient } from './sql-client.ts';

interface CompactionStep {
  readonly table: string;
  readonly text: string;
}

// Nothing that is still waited for goes: unhandled Updates, the newest Turn (it holds the state) and open
// Deliveries stay whatever their age. BRIN indexes make the age cheap to find.
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
      select ctid from deliveries
      where created_at < now() - $1 * interval '1 day' and next_at is null limit $2))`,
  },
  {
    table: 'updates',
    text: `delete from updates where ctid = any(array(
      select u.ctid from updates u join conversations c on c.id = u.conversation_id
      where u.received_at < now() - $1 * interval '1 day' and u.seq <= c.done_seq limit $2))`,
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

const emptyStates = `
update turns set state = null where ctid = any(array(
  select t.ctid from turns t join conversations c on c.id = t.conversation_id
  where t.committed_at < now() - $1 * interval '1 hour' and t.seq < c.turn_seq and t.state is not null
  limit $2))`;

/** Deletes rows past retention and empties old states, at most `limit` rows a table; returns rows by table. */
export async function compactRows(
  run: RunStatement,
  client: SqlClient,
  options: { readonly retentionDays: number; readonly stateHistoryHours: number; readonly limit: number },
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const step of byAge) {
    const rows = await run(client, `compact_${step.table}`, `${step.text} returning 1`, [
      options.retentionDays,
      options.limit,
    ]);
    counts[step.table] = rows.length;
  }
  const emptied = await run(client, 'compact_states', `${emptyStates} returning 1`, [
    options.stateHistoryHours,
    options.limit,
  ]);
  counts.states = emptied.length;
  return counts;
}
