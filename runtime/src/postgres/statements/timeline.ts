import type { Database } from '../../contracts/bot.ts';
import type { Json } from '../../contracts/json.ts';
import type { DeliveryPayload } from '../../contracts/store.ts';
import type { UpdateContent } from '../../contracts/update.ts';

export interface TimelineUpdate {
  readonly seq: number;
  readonly external_id: string;
  readonly content: UpdateContent;
  readonly request_id: string;
  readonly received_at: number;
}

export interface TimelineTurn {
  readonly seq: number;
  readonly from_seq: number;
  readonly through_seq: number;
  readonly outcome: string;
  readonly attempt: number;
  readonly state: Json;
  readonly journal: Json;
  readonly request_id: string;
  readonly started_at: number;
  readonly committed_at: number;
}

export interface TimelineStep {
  readonly name: string;
  readonly through_seq: number;
  readonly result: Json;
  readonly duration_ms: number;
  readonly recorded_at: number;
}

export interface TimelineDelivery {
  readonly seq: number;
  readonly lane: string;
  readonly idempotency_key: string | null;
  readonly payload: DeliveryPayload;
  readonly status: string;
  readonly attempt: number;
  readonly unknown_count: number;
  readonly next_at: number | null;
  readonly receipt: Json;
  readonly last_error: string | null;
  readonly created_at: number;
  readonly closed_at: number | null;
}

export interface TimelineConversation {
  readonly bot: string;
  readonly channel: string;
  readonly external_id: string;
  readonly due_at: number | null;
  readonly leased_by: string | null;
  readonly attempt: number;
  readonly last_error: string | null;
  readonly done_seq: number;
  readonly waiting_seq: number;
  readonly turn_seq: number;
}

/** A DeadLetter of a Turn or of one of its Deliveries, open or closed. */
export interface TimelineLetter {
  readonly id: string;
  readonly kind: 'turn' | 'delivery' | 'unknown-delivery';
  readonly from_seq: number;
  readonly reason: string;
  readonly created_at: number;
  readonly resolution: string | null;
}

const ms = (column: string): string => `extract(epoch from ${column})::float8 * 1000`;

/** Reads the Conversation of a timeline; null when there is none. */
export async function readTimelineConversation(
  database: Database,
  conversationId: string,
): Promise<TimelineConversation | null> {
  const rows = await database.query<TimelineConversation>({
    name: 'timeline_conversation',
    sql: `select bot, channel, external_id, ${ms('due_at')} as due_at, leased_by, attempt, last_error,
      done_seq::float8 as done_seq, waiting_seq::float8 as waiting_seq, turn_seq::float8 as turn_seq
      from conversations where id = $1`,
    values: [conversationId],
  });
  return rows[0] ?? null;
}

/** Number of the Turn that handled an Update; null while none has. */
export async function findTurnOfUpdate(
  database: Database,
  conversationId: string,
  seq: number,
): Promise<number | null> {
  const rows = await database.query<{ seq: number }>({
    name: 'timeline_turn_of_update',
    sql: `select seq::float8 as seq from turns
      where conversation_id = $1 and from_seq <= $2 and through_seq >= $2 order by seq limit 1`,
    values: [conversationId, seq],
  });
  return rows[0]?.seq ?? null;
}

/** Number of the Turn that made a Delivery; null when there is no such Delivery. */
export async function findTurnOfDelivery(
  database: Database,
  conversationId: string,
  seq: number,
): Promise<number | null> {
  const rows = await database.query<{ seq: number }>({
    name: 'timeline_turn_of_delivery',
    sql: 'select turn_seq::float8 as seq from deliveries where conversation_id = $1 and seq = $2',
    values: [conversationId, seq],
  });
  return rows[0]?.seq ?? null;
}

export async function readTimelineTurn(
  database: Database,
  conversationId: string,
  turnSeq: number,
): Promise<TimelineTurn | null> {
  const rows = await database.query<TimelineTurn>({
    name: 'timeline_turn',
    sql: `select seq::float8 as seq, from_seq::float8 as from_seq, through_seq::float8 as through_seq, outcome,
      attempt, state, journal, request_id, ${ms('started_at')} as started_at,
      ${ms('committed_at')} as committed_at
      from turns where conversation_id = $1 and seq = $2`,
    values: [conversationId, turnSeq],
  });
  return rows[0] ?? null;
}

/** Whether a part of the Conversation was erased at the person's wish. */
export async function wasErased(database: Database, conversationId: string): Promise<boolean> {
  const rows = await database.query<{ readonly found: boolean }>({
    name: 'timeline_erased',
    sql: 'select exists (select 1 from erasures where conversation_id = $1) as found',
    values: [conversationId],
  });
  return rows[0]?.found === true;
}

export function readTimelineUpdates(
  database: Database,
  conversationId: string,
  fromSeq: number,
  throughSeq: number,
): Promise<readonly TimelineUpdate[]> {
  return database.query<TimelineUpdate>({
    name: 'timeline_updates',
    sql: `select seq::float8 as seq, external_id, content, request_id, ${ms('received_at')} as received_at
      from updates where conversation_id = $1 and seq between $2 and $3 order by seq`,
    values: [conversationId, fromSeq, throughSeq],
  });
}

export function readTimelineSteps(
  database: Database,
  conversationId: string,
  turnSeq: number,
): Promise<readonly TimelineStep[]> {
  return database.query<TimelineStep>({
    name: 'timeline_steps',
    sql: `select name, through_seq::float8 as through_seq, result, duration_ms,
      ${ms('recorded_at')} as recorded_at
      from steps where conversation_id = $1 and turn_seq = $2 order by recorded_at`,
    values: [conversationId, turnSeq],
  });
}

export function readTimelineDeliveries(
  database: Database,
  conversationId: string,
  turnSeq: number,
): Promise<readonly TimelineDelivery[]> {
  return database.query<TimelineDelivery>({
    name: 'timeline_deliveries',
    sql: `select seq::float8 as seq, lane, idempotency_key, payload, status, attempt, unknown_count,
      ${ms('next_at')} as next_at, receipt, last_error, ${ms('created_at')} as created_at,
      ${ms('closed_at')} as closed_at
      from deliveries where conversation_id = $1 and turn_seq = $2 order by seq`,
    values: [conversationId, turnSeq],
  });
}

/** DeadLetters of Turns over Updates from `fromSeq` to `throughSeq`, and of the Deliveries numbered. */
export function readTimelineLetters(
  database: Database,
  conversationId: string,
  [fromSeq, throughSeq]: readonly [fromSeq: number, throughSeq: number],
  deliveries: readonly number[],
): Promise<readonly TimelineLetter[]> {
  return database.query<TimelineLetter>({
    name: 'timeline_letters',
    sql: `select id::text as id, kind, from_seq::float8 as from_seq, reason, ${ms('created_at')} as created_at,
      resolution
      from dead_letters where conversation_id = $1
        and (kind = 'turn' and from_seq <= $3 and through_seq >= $2 or kind <> 'turn' and from_seq = any($4::bigint[]))
      order by id`,
    values: [conversationId, fromSeq, throughSeq, deliveries],
  });
}
