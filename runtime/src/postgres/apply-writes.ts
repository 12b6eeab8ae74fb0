import type pg from 'pg';
import type { TurnWrite } from '../contracts/bot.ts';
import { RefusedError } from '../core/errors.ts';
import { withTransaction } from './pool.ts';

/** A write affected another number of rows than it had to; the transaction is undone. */
export class WriteConflict extends Error {
  readonly statement: string;

  constructor(statement: string) {
    super(`The statement ${statement} affected an unexpected number of rows.`);
    this.statement = statement;
  }
}

/** Runs a bot's statements one after another in the transaction of `client`. */
export async function applyWrites(client: pg.PoolClient, writes: readonly TurnWrite[]): Promise<void> {
  for (const write of writes) {
    const { rowCount } = await client.query({ text: write.sql, values: [...write.values] });
    if (write.expectedRows !== undefined && rowCount !== write.expectedRows) {
      throw new WriteConflict(write.name);
    }
  }
}

/**
 * Runs the statements in a transaction of their own, or none of them.
 * @throws RefusedError `write_conflict`, with the name of the statement.
 */
export async function writeTogether(pool: pg.Pool, writes: readonly TurnWrite[]): Promise<void> {
  if (writes.length === 0) return;
  try {
    await withTransaction(pool, (client) => applyWrites(client, writes));
  } catch (error) {
    if (!(error instanceof WriteConflict)) throw error;
    throw new RefusedError('write_conflict', `${error.message} Nothing was written; read again and decide.`, {
      context: { statement: error.statement },
    });
  }
}
