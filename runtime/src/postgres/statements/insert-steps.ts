import type { StepRecord } from '../../contracts/store.ts';
import type { RunStatement, SqlClient } from './sql-client.ts';

// Without ON CONFLICT, which costs a look into the index beforehand and a WAL record afterwards for each row.
const text = `
insert into steps (conversation_id, turn_seq, through_seq, name, result, duration_ms)
select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::json[], $6::int[])`;

const tolerantText = `${text}
on conflict do nothing`;

/** Makes step results durable. Fails on the unique key when one of them is stored already. */
export async function insertSteps(
  run: RunStatement,
  client: SqlClient,
  steps: readonly StepRecord[],
): Promise<void> {
  await run(client, 'insert_steps', text, toValues(steps));
}

/** The same, leaving results that are stored already as they are. */
export async function insertMissingSteps(
  run: RunStatement,
  client: SqlClient,
  steps: readonly StepRecord[],
): Promise<void> {
  await run(client, 'insert_missing_steps', tolerantText, toValues(steps));
}

const toValues = (steps: readonly StepRecord[]): readonly unknown[] => [
  steps.map((step) => step.conversationId),
  steps.map((step) => step.turnSeq),
  steps.map((step) => step.throughSeq),
  steps.map((step) => step.name),
  steps.map((step) => JSON.stringify(step.result)),
  steps.map((step) => Math.round(step.durationMs)),
];
