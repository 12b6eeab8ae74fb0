import type pg from 'pg';
import type { TortureState } from './torture-bots.ts';

export interface TrueConversation {
  readonly id: string;
  readonly name: string;
  readonly bot: string;
  readonly channel: string;
  readonly state: TortureState | null;
}

export interface TrueDelivery {
  readonly conversation_id: string;
  readonly name: string;
  readonly seq: number;
  readonly lane: string;
  readonly status: string;
  readonly unknown_count: number;
  readonly text: string | null;
  readonly letters: number;
}

export interface TrueStep {
  readonly key: string;
  readonly recorded_at: number;
}

/** What the database says at the end. */
export interface Truth {
  readonly conversations: readonly TrueConversation[];
  readonly deliveries: readonly TrueDelivery[];
  readonly steps: readonly TrueStep[];
  readonly writes: readonly {
    readonly conversation: string;
    readonly number: number;
    readonly times: number;
  }[];
  /** Updates that are not in exactly one answered Turn. */
  readonly miscounted: readonly { readonly name: string; readonly seq: number; readonly turns: number }[];
  readonly turns: number;
  readonly firedTimers: number;
}

const conversations = `
select c.id::text as id, c.external_id as name, c.bot, c.channel, t.state
from conversations c left join turns t on t.conversation_id = c.id and t.seq = c.turn_seq`;

const deliveries = `
select d.conversation_id::text as conversation_id, c.external_id as name, d.seq::int as seq, d.lane, d.status,
  d.unknown_count, d.payload #>> '{message,text}' as text, (select count(*)::int from dead_letters l
    where l.conversation_id = d.conversation_id and l.from_seq = d.seq and l.kind <> 'turn') as letters
from deliveries d join conversations c on c.id = d.conversation_id
order by d.conversation_id, d.seq`;

const steps = `
select 't' || conversation_id || '.' || turn_seq || '/' || through_seq || '/' || name as key,
  extract(epoch from recorded_at)::float8 * 1000 as recorded_at
from steps`;

const writes = `select conversation, number, count(*)::int as times from torture_writes group by 1, 2`;

// An erasure takes the Turns before it and leaves Updates to the second pass: those Conversations are left out.
const miscounted = `
select c.external_id as name, u.seq::int as seq, count(t.seq)::int as turns
from updates u join conversations c on c.id = u.conversation_id
left join turns t on t.conversation_id = u.conversation_id and t.outcome = 'answered'
  and u.seq between t.from_seq and t.through_seq
where not exists (select 1 from erasures e where e.conversation_id = c.id)
group by 1, 2 having count(t.seq) <> 1`;

const figures = `
select (select count(*)::int from turns) as turns,
  (select count(*)::int from updates where external_id like 'timer:%') as timers`;

/** Reads the engine's tables. Nothing may be at work. */
export async function readTruth(pool: pg.Pool): Promise<Truth> {
  const read = async <Row>(sql: string): Promise<readonly Row[]> => (await pool.query(sql)).rows as Row[];
  const [counts] = await read<{ turns: number; timers: number }>(figures);
  return {
    conversations: await read<TrueConversation>(conversations),
    deliveries: await read<TrueDelivery>(deliveries),
    steps: await read<TrueStep>(steps),
    writes: await read(writes),
    miscounted: await read(miscounted),
    turns: counts?.turns ?? 0,
    firedTimers: counts?.timers ?? 0,
  };
}

const restless = `
select 'conversation ' || external_id || ' due ' || coalesce(due_at::text, 'never') || ' leased by '
  || coalesce(leased_by, 'nobody') || ', attempt ' || attempt || ': ' || coalesce(last_error, '') as what
from conversations where due_at is not null or leased_by is not null or waiting_seq > done_seq
union all
select 'delivery ' || conversation_id || '.' || seq || ' ' || status || ', attempt ' || attempt || ': '
  || coalesce(last_error, '') from deliveries where next_at is not null
union all
select 'timer ' || key || ' of ' || conversation_id from timers
union all
select 'erasure of ' || conversation_id from erasures where completed_at is null
union all
select 'forgotten name ' || external_id from conversations where last_seq = 0 and erased_at is not null`;

/** What is still due, leased or open; empty when the engine has come to rest. */
export async function readRestless(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ what: string }>(restless);
  return rows.map(({ what }) => what);
}
