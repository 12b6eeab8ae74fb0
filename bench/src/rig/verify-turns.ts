import type pg from 'pg';
import type { LocalChannel } from './local-channel.ts';

interface Counts {
  readonly updates: number;
  readonly uncovered: number;
  readonly doubled: number;
  readonly turns: number;
  readonly sent: number;
  readonly open: number;
  readonly disordered: number;
}

// Each Update must lie in exactly one Turn, Turns must follow one another without a gap, and the state must
// have counted every one of them.
const text = `
with covered as (
  select u.conversation_id, u.seq, count(t.seq) as turns
  from updates u left join turns t
    on t.conversation_id = u.conversation_id and u.seq between t.from_seq and t.through_seq
  group by 1, 2
)
select (select count(*) from updates)::int as updates,
  (select count(*) from covered where turns = 0)::int as uncovered,
  (select count(*) from covered where turns > 1)::int as doubled,
  (select count(*) from turns)::int as turns,
  (select count(*) from deliveries where status = 'sent')::int as sent,
  (select count(*) from deliveries where next_at is not null)::int as open,
  (select count(*) from (
    select seq, through_seq, state ->> 'turn' as counted,
      lag(through_seq, 1, 0::bigint) over (partition by conversation_id order by seq) as before, from_seq
    from turns) t
   where from_seq <= before or counted::bigint <> seq)::int as disordered`;

/**
 * Compares what was accepted with what the database and the platform hold; names every disagreement. `run` is
 * null when other runs have used this database before: then the totals are not compared with this one's.
 */
export async function verifyTurns(
  pool: pg.Pool,
  run: { readonly accepted: number } | null,
  channel: LocalChannel,
): Promise<string[]> {
  const { rows } = await pool.query<Counts>(text);
  const counts = rows[0];
  if (counts === undefined) return ['The check returned nothing.'];
  const accepted = run?.accepted ?? counts.updates;
  const reached = run === null ? counts.sent : channel.delivered.size;
  const repeated = [...channel.delivered.values()].filter((times) => times !== 1).length;
  const checks: readonly (readonly [boolean, string])[] = [
    [counts.updates === accepted, `${accepted} messages were accepted, ${counts.updates} are stored`],
    [counts.uncovered === 0, `${counts.uncovered} messages are in no Turn`],
    [counts.doubled === 0, `${counts.doubled} messages are in several Turns`],
    [counts.disordered === 0, `${counts.disordered} Turns are out of order or lost a state`],
    [counts.sent === counts.turns, `${counts.turns} Turns have ${counts.sent} recorded deliveries`],
    [counts.open === 0, `${counts.open} deliveries are still open`],
    [reached === counts.sent, `${reached} deliveries reached the platform, ${counts.sent} are recorded`],
    [repeated === 0, `${repeated} deliveries were sent twice`],
  ];
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault);
}
