/** What the Postgres peers share: pools with the commit made durable, an own schema, its counters. */

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import parse from 'pg-connection-string';

/** Postgres reports a session's counters at the latest one second after its last commit. */
const STATISTICS_DELAY_MS = 1_200;
const DRAIN_MS = 15_000;

/** Settings of a connection, from a URL that may name a host or a unix socket. @param {string} databaseUrl */
export function connectionOf(databaseUrl) {
  const { host, port, user, password, database, ssl } = parse.parse(databaseUrl);
  return {
    host: host ?? '127.0.0.1',
    port: port ? Number(port) : 5432,
    user: user ?? 'postgres',
    password: password ?? '',
    database: database ?? 'postgres',
    ssl: ssl ? (typeof ssl === 'object' ? /** @type {any} */ (ssl) : true) : undefined,
  };
}

/**
 * A pool whose every commit waits for fsync, whatever the server's default.
 * @param {string} databaseUrl
 * @param {number} max
 */
export function createPool(databaseUrl, max) {
  const pool = new pg.Pool({
    ...connectionOf(databaseUrl),
    max,
    options: '-c synchronous_commit=on -c client_min_messages=warning',
  });
  // A lost connection shows in the next query; without these listeners it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return pool;
}

/** @param {string} databaseUrl @param {string} schema @param {string} [tables] */
export async function createSchema(databaseUrl, schema, tables = '') {
  const pool = createPool(databaseUrl, 1);
  try {
    const { rows } = await pool.query(`select current_setting('fsync') as fsync`);
    if (rows[0].fsync !== 'on')
      throw new Error('the server runs with fsync=off: nothing measured there is durable');
    await pool.query(
      `drop schema if exists ${schema} cascade; create schema ${schema}; set search_path to ${schema}; ${tables}`,
    );
  } finally {
    await pool.end();
  }
}

/** @param {string} databaseUrl @param {string} schema */
export async function dropSchema(databaseUrl, schema) {
  const pool = createPool(databaseUrl, 1);
  try {
    await pool.query(`drop schema if exists ${schema} cascade`);
  } finally {
    await pool.end();
  }
}

/**
 * Starts counting what a run writes. Call `read` once the peer's own connections are closed.
 * @param {string} databaseUrl @param {string[]} schemas
 */
export async function startWriteCounter(databaseUrl, schemas) {
  const pool = createPool(databaseUrl, 1);
  const tables = async () => {
    const { rows } = await pool.query(
      `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::float8 as tuples
         from pg_stat_all_tables where schemaname = any($1)`,
      [schemas],
    );
    return Number(rows[0].tuples);
  };
  const before = await tables();
  const { rows } = await pool.query('select pg_current_wal_insert_lsn()::text as lsn');
  const lsn = rows[0].lsn;
  return {
    /** @param {number} turns  all of the run, warm-up included */
    async read(turns) {
      try {
        const wal = await pool.query('select (pg_current_wal_insert_lsn() - $1::pg_lsn)::float8 as bytes', [
          lsn,
        ]);
        await sleep(STATISTICS_DELAY_MS);
        const tuples = (await tables()) - before;
        const left = await countRows(pool, schemas);
        const perTurn = (/** @type {number} */ value) => Math.round((value / turns) * 10) / 10;
        return {
          rowsPerTurn: perTurn(left),
          tuplesPerTurn: perTurn(tuples),
          walBytesPerTurn: Math.round(wal.rows[0].bytes / turns),
        };
      } finally {
        await pool.end();
      }
    },
    close: () => (pool.ended ? Promise.resolve() : pool.end()),
  };
}

/**
 * Waits until the system has written the completion of everything it ran.
 * @param {pg.Pool} pool @param {string} what @param {string} countSql  a query of one column `open`
 */
export async function drain(pool, what, countSql) {
  const deadline = performance.now() + DRAIN_MS;
  for (;;) {
    const { rows } = await pool.query(countSql);
    const open = Number(rows[0].open);
    if (open === 0) return;
    if (performance.now() > deadline)
      throw new Error(`${what}: ${open} not completed ${DRAIN_MS / 1000} s after the last turn`);
    await sleep(20);
  }
}

/** @param {pg.Pool} pool @param {string[]} schemas */
async function countRows(pool, schemas) {
  const { rows } = await pool.query(
    `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = any($1)`,
    [schemas],
  );
  let total = 0;
  for (const { name } of rows) {
    const counted = await pool.query(`select count(*)::float8 as n from ${name}`);
    total += counted.rows[0].n;
  }
  return total;
}

/**
 * The tables of the application itself, for peers that are queues and leave state and outgoing messages
 * to the application's own SQL.
 */
export const APPLICATION_TABLES = `
  create table conversation_state(conversation text primary key, state jsonb not null) with (fillfactor = 70);
  create table outgoing(message_id uuid primary key, conversation text not null, body text not null,
    recorded_at timestamptz not null default now());
  create table step(message_id uuid, name text, result jsonb not null, primary key (message_id, name));`;

/**
 * The application's own statements over `APPLICATION_TABLES`: one round trip and one commit each,
 * repeatable after a crash.
 * @param {pg.Pool} pool @param {string} schema
 */
export function createApplicationStore(pool, schema) {
  return {
    /** @param {string} conversation */
    async readState(conversation) {
      const { rows } = await pool.query({
        name: 'read_state',
        text: `select state from ${schema}.conversation_state where conversation = $1`,
        values: [conversation],
      });
      return rows[0]?.state;
    },
    /** @param {string} messageId @param {string} name @param {object} result */
    async writeStep(messageId, name, result) {
      await pool.query({
        name: 'write_step',
        text: `insert into ${schema}.step(message_id, name, result) values ($1, $2, $3) on conflict do nothing`,
        values: [messageId, name, JSON.stringify(result)],
      });
    },
    /** New state and outgoing message, together or not at all. @param {import('./work.mjs').Message} message @param {object} state @param {string} body */
    async commitTurn(message, state, body) {
      await pool.query({
        name: 'commit_turn',
        text: `with sent as (insert into ${schema}.outgoing(message_id, conversation, body) values ($1, $2, $4)
                 on conflict do nothing returning conversation)
               insert into ${schema}.conversation_state(conversation, state) select conversation, $3::jsonb from sent
               on conflict (conversation) do update set state = excluded.state`,
        values: [message.id, message.conversation, JSON.stringify(state), body],
      });
    },
    /** @returns {Promise<string[]>} */
    async outgoingIds() {
      const { rows } = await pool.query(`select message_id::text as id from ${schema}.outgoing`);
      return rows.map((row) => row.id);
    },
    /** Turns counted by the states themselves: fewer than outgoing means an update was lost. */
    async turnsInState() {
      const { rows } = await pool.query(
        `select coalesce(sum((state->>'turn')::int), 0)::int as turns from ${schema}.conversation_state`,
      );
      return Number(rows[0].turns);
    },
  };
}
