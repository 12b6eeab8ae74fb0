import { translateError } from '../translate-error.ts';
import { encodeArrays } from './binary-arrays.ts';

/** The part of `pg.Pool` and `pg.PoolClient` that statements use. */
export interface SqlClient {
  query(config: {
    readonly text: string;
    readonly values: unknown[];
    readonly name?: string;
  }): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }>;
}

/** Runs a statement and returns its rows. `name` makes it a prepared statement of the connection. */
export type RunStatement = <Row>(
  client: SqlClient,
  name: string,
  text: string,
  values: readonly unknown[],
) => Promise<readonly Row[]>;

/** Named statements: parsed and planned once a connection. */
export const runNamed: RunStatement = async <Row>(
  client: SqlClient,
  name: string,
  text: string,
  values: readonly unknown[],
) => (await client.query({ name, text, values: encodeArrays(text, values) })).rows as readonly Row[];

/** Unnamed statements, for a transaction-mode pooler that shares connections between clients. */
export const runUnnamed: RunStatement = async <Row>(
  client: SqlClient,
  _name: string,
  text: string,
  values: readonly unknown[],
) => (await client.query({ text, values: encodeArrays(text, values) })).rows as readonly Row[];

const maximumRuns = 3;

/**
 * A statement on `pool` is a transaction of its own: chosen to resolve a deadlock, it has left nothing behind and
 * runs again. Statements lock rows in one order, but a plan may visit them in another.
 */
export function againAfterDeadlock(run: RunStatement, pool: SqlClient): RunStatement {
  return async (client, name, text, values) => {
    for (let runs = 1; ; runs += 1) {
      try {
        return await run(client, name, text, values);
      } catch (error) {
        const isVictim = client === pool && translateError(error).code === 'database_deadlock';
        if (!isVictim || runs === maximumRuns) throw error;
      }
    }
  };
}

/** JSON text for a `json` parameter; `null` stays SQL null. */
export function toJsonParameter(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
