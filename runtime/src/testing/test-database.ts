import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { sleep, systemClock } from '../core/clock.ts';
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
      await dropDatabase(admin, name);
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

/** Looks at connections that are being closed before the rest is cut, and the time between two looks, ms. */
const LOOKS = 20;
const LOOK_MS = 25;

/** A client that is on its way out and is cut would fail whatever test runs by then: nobody listens to it any more. */
async function dropDatabase(admin: string, name: string): Promise<void> {
  await withClient(admin, async (client) => {
    for (let look = 0; look < LOOKS; look += 1) {
      const { rowCount } = await client.query('select 1 from pg_stat_activity where datname = $1', [name]);
      if (rowCount === 0) break;
      await sleep(systemClock, LOOK_MS);
    }
    await client.query(`drop database if exists ${name} with (force)`);
  });
}

async function runOnce(connectionString: string, sql: string): Promise<void> {
  await withClient(connectionString, (client) => client.query(sql));
}

async function withClient(
  connectionString: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  await client.connect();
  await work(client).finally(() => client.end());
}
