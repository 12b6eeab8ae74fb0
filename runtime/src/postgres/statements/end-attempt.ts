import type { RunStatement, SqlClient } from './sql-client.ts';

const text = `
update conversations set leased_by = null, attempt = attempt - $4, last_error = coalesce($5, last_error),
  due_at = case when waiting_seq > done_seq then now() + $6 * interval '1 ms' end
where id = $1 and epoch = $2 and leased_by = $3`;

/** Ends a Lease without a commit; the waiting Updates are due again after `retryInMs`. */
export async function endAttempt(
  run: RunStatement,
  client: SqlClient,
  request: {
    readonly conversationId: string;
    readonly epoch: number;
    readonly worker: string;
    /** False gives the Attempt back (shutdown); true keeps it spent. */
    readonly spent: boolean;
    readonly error: string | null;
    readonly retryInMs: number;
  },
): Promise<void> {
  await run(client, 'end_attempt', text, [
    request.conversationId,
    request.epoch,
    request.worker,
    request.spent ? 0 : 1,
    request.error,
    request.retryInMs,
  ]);
}
