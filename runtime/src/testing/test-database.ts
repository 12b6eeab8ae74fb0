import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { InvariantError } from '../core/errors.ts';
import { withDatabase } from '../postgres/embedded/connection-string.ts';
import { requestTestServer } from './test-server.ts';

/** A database made for one test file. */
export interface TestDatabase {
  readonly connectionString: string;
  readonly name: string;
  /** `server` when TEST_DATABASE_URL was set, else the embedded Postgres of the run. */
  readonly kind: 'embedded' | 'server';
  /** Cuts every connection and drops it; with OPORA_KEEP_DATABASES=1 keeps it and prints its address. */
  drop(): Promise<void>;
}

/** Name of the variable that carries the port of the run's test server to workers and child processes. */
export const TEST_SERVER_VARIABLE = 'OPORA_TEST_SERVER_PORT';

/**
 * Makes an empty UTF-8 database of its own (50–100 ms): on TEST_DATABASE_URL when set, else on one embedded
 * Postgres shared by the whole run. Needs `vitest-global-setup.ts` for the latter.
 *
 * @throws InvariantError `test_server_missing` when neither is there.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  const kind = serverUrl ? 'server' : 'embedded';
  const admin = serverUrl || (await requestTestServer(testServerPort()));
  const name = `opora_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await runOnce(
    admin,
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  );
  const connectionString = withDatabase(admin, name);
  return {
    ...{ connectionString, name, kind },
    async drop() {
      if (process.env.OPORA_KEEP_DATABASES === '1') {
        process.stderr.write(`kept the test database ${connectionString}\n`);
        return;
      }
      await runOnce(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

function testServerPort(): number {
  const port = Number(process.env[TEST_SERVER_VARIABLE]);
  if (Number.isInteger(port) && port > 0) return port;
  throw new InvariantError(
    'test_server_missing',
    'No test database: run under vitest with runtime/src/testing/vitest-global-setup.ts, or set TEST_DATABASE_URL.',
  );
}

async function runOnce(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
