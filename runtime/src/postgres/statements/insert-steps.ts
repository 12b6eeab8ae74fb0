import type { Json } from '../../contracts/json.ts';
import type { StepRecord } from '../../contracts/store.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// Without ON CONFLICT, which costs a look into the index beforehand and a WAL record afterwards for each row.
const text = `
insert into steps (conversation_id, turn_seq, through_seq, name, result, duration_ms)
select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::json[], $6::int[])`;

const tolerantText = `${text}
on conflict do nothing`;

// A statement of its own: the one before may have waited for a row that its snapshot does not show.
const storedText = `
select i.position::int - 1 as position, s.result
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) with ordinality
  as i(conversation_id, turn_seq, through_seq, name, position)
join steps s on s.conversation_id = i.conversation_id and s.turn_seq = i.turn_seq
  and s.through_seq = i.through_seq and s.name = i.name`;

const noneStored: ReadonlyMap<number, Json> = new Map();

/** Makes step results durable. Fails on the unique key when one of them is stored already. */
export async function insertSteps(
  run: RunStatement,
  client: SqlClient,
  steps: readonly StepRecord[],
): Promise<ReadonlyMap<number, Json>> {
  await run(client, 'insert_steps', text, toValues(steps));
  return noneStored;
}

/** The same, leaving results that are stored already as they are; returns what is stored, by position. */
export async function insertMissingSteps(
  run: RunStatement,
  client: SqlClient,
  steps: readonly StepRecord[],
): Promise<ReadonlyMap<number, Json>> {
  const values = toValues(steps);
  await run(client, 'insert_missing_steps', tolerantText, values);
  const rows = await run<{ position: number; result: Json }>(
    client,
    'read_stored_steps',
    storedText,
    values.slice(0, 4),
  );
  return new Map(rows.map(({ position, result }) => [position, result]));
}

const toValues = (steps: readonly StepRecord[]): readonly unknown[] => [
  steps.map((step) => step.conversationId),
  steps.map((step) => step.turnSeq),
  steps.map((step) => step.throughSeq),
  steps.map((step) => step.name),
  steps.map((step) => JSON.stringify(step.result)),
  steps.map((step) => Math.round(step.durationMs)),
];
