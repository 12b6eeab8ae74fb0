import pg from 'pg';
import { ConfigError } from '../../core/errors.ts';
import type { ServerAddress } from './connection-string.ts';

/** Name of the database in the embedded server. */
export const EMBEDDED_DATABASE = 'opora';

/**
 * Connects, creates the database when it is missing, and proves what the product relies on: that this is the
 * cluster with `systemIdentifier`, UTF-8, and Cyrillic case folding.
 *
 * @throws ConfigError `postgres_wrong_locale` or `postgres_wrong_cluster`.
 */
export async function checkDatabase(target: ServerAddress, systemIdentifier: string): Promise<void> {
  let client = await connect(target, EMBEDDED_DATABASE);
  if (client === null) {
    await createDatabase(target);
    client = await connect(target, EMBEDDED_DATABASE);
  }
  if (client === null) throw new ConfigError('postgres_wrong_cluster', 'The new database cannot be opened.');
  try {
    const { rows } = await client.query<{ lowered: string; encoding: string; identifier: string }>(
      `select lower('ПРИВЕТ') as lowered, current_setting('server_encoding') as encoding,
              system_identifier::text as identifier from pg_control_system()`,
    );
    const row = rows[0];
    if (row?.lowered !== 'привет' || row.encoding !== 'UTF8') throw wrongLocale(row?.encoding ?? 'unknown');
    if (row.identifier !== systemIdentifier) throw wrongCluster(target.host);
  } finally {
    await client.end();
  }
}

async function createDatabase(target: ServerAddress): Promise<void> {
  const client = await connect(target, 'postgres');
  if (client === null) throw wrongCluster(target.host);
  try {
    await client.query(`create database ${EMBEDDED_DATABASE}`);
  } finally {
    await client.end();
  }
}

/** An open client, or `null` when the database does not exist. */
async function connect(target: ServerAddress, database: string): Promise<pg.Client | null> {
  const { host, port, user, password } = target;
  const client = new pg.Client({
    ...{ host, port, user, database },
    ...(password === null ? {} : { password }),
    connectionTimeoutMillis: 10_000,
    application_name: 'opora-supervisor',
  });
  // Without a listener a connection lost between two statements would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    if ((error as { code?: unknown }).code === '3D000') return null;
    throw error;
  }
}

function wrongLocale(encoding: string): ConfigError {
  return new ConfigError(
    'postgres_wrong_locale',
    `The embedded database does not fold Cyrillic letters (encoding ${encoding}); searches would find nothing. It was not made by Opora: move its folder away and restore a backup.`,
  );
}

function wrongCluster(host: string): ConfigError {
  return new ConfigError(
    'postgres_wrong_cluster',
    `The server that answers at ${host} is not the one of the data directory. Stop it and start Opora again.`,
  );
}
