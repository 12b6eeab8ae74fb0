/** The limit of the disk and of Postgres: eight synchronous clients, each committing one small insert at a time. */

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { measure } from './measure.mjs';
import { installedVersion, namespaceOf } from './peer.mjs';
import { connectionOf, createPool, createSchema, dropSchema } from './postgres.mjs';
import { findProgram, postgresFolders } from './processes.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */

const NAME = 'pgbench-raw';
const CLIENTS = 8;
const TABLE = 'create table event(id bigint generated always as identity primary key, body text not null);';
const BODY =
  'Yes, the graphite jacket is in stock in size M. With a courier it arrives in Kharkiv in two days. Shall I reserve it?';
const run = promisify(execFile);

/** @param {string} databaseUrl @param {string} schema */
async function countEvents(databaseUrl, schema) {
  const pool = createPool(databaseUrl, 1);
  try {
    const { rows } = await pool.query(`select count(*)::int as events from ${schema}.event`);
    return Number(rows[0].events);
  } finally {
    await pool.end();
  }
}

/** @param {string} databaseUrl @returns {Record<string, string>} what libpq reads */
function environmentOf(databaseUrl) {
  const { host, port, user, password, database, ssl } = connectionOf(databaseUrl);
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGDATABASE: database,
    PGOPTIONS: '-c synchronous_commit=on',
    ...(password === '' ? {} : { PGPASSWORD: password }),
    ...(ssl ? { PGSSLMODE: 'require' } : {}),
  };
}

/** Microseconds of each transaction, from pgbench's logs. @param {string} folder */
async function readLatencies(folder) {
  const logs = (await readdir(folder)).filter((name) => name.startsWith('log'));
  const texts = await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')));
  const values = texts.flatMap((text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => Number(line.split(' ')[2])),
  );
  return Float64Array.from(values).sort();
}

/** @param {string} program @param {RunOptions} options @param {string} schema @param {number} seconds */
async function runProgram(program, options, schema, seconds) {
  const folder = await mkdtemp(join(tmpdir(), 'opora-peer-pgbench-'));
  try {
    const script = join(folder, 'insert.sql');
    await writeFile(script, `insert into ${schema}.event(body) values ('${BODY}');\n`);
    const before = await countEvents(options.databaseUrl, schema);
    const amount =
      options.turns === undefined
        ? ['-T', String(Math.max(1, Math.ceil(seconds)))]
        : ['-t', String(Math.ceil(options.turns / CLIENTS))];
    const args = [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(CLIENTS),
      '-j',
      '2',
      ...amount,
      '-f',
      script,
      '-l',
      '--log-prefix',
      join(folder, 'log'),
    ];
    const { stdout } = await run(program, args, {
      env: { ...process.env, ...environmentOf(options.databaseUrl) },
      signal: options.signal,
    });
    const commits = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1]);
    const rate = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
    if (!(commits > 0 && rate > 0)) throw new Error(`${NAME}: pgbench said: ${stdout}`);
    const recorded = (await countEvents(options.databaseUrl, schema)) - before;
    if (recorded !== commits)
      throw new Error(`${NAME}: ${commits} commits reported, ${recorded} rows recorded`);
    const latencies = await readLatencies(folder);
    const at = (/** @type {number} */ share) =>
      Math.round((latencies[Math.floor(latencies.length * share)] ?? 0) / 10) / 100;
    return {
      turns: commits,
      seconds: Math.round((commits / rate) * 100) / 100,
      turnsPerSecond: Math.round(rate * 100) / 100,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      rowsPerTurn: 1,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same by eight connections of this process. @param {RunOptions} options @param {string} schema */
async function runDriver(options, schema) {
  const pool = createPool(options.databaseUrl, CLIENTS);
  try {
    const query = { name: 'insert', text: `insert into ${schema}.event(body) values ($1)`, values: [BODY] };
    const before = await countEvents(options.databaseUrl, schema);
    const { measured, completed } = await measure(NAME, { ...options, inFlight: CLIENTS }, () =>
      pool.query(query),
    );
    const recorded = (await countEvents(options.databaseUrl, schema)) - before;
    if (recorded !== completed.length)
      throw new Error(`${NAME}: ${completed.length} commits, ${recorded} rows recorded`);
    return { ...measured, rowsPerTurn: 1 };
  } finally {
    await pool.end();
  }
}

const program = () => findProgram('pgbench', postgresFolders());

/** @type {import('./peer.mjs').Peer} */
export default {
  name: NAME,
  requires: 'postgres',
  version: () => (program() === undefined ? `pg ${installedVersion('pg')}` : `pgbench (${program()})`),
  async run(options) {
    const schema = namespaceOf(NAME, options);
    const found = program();
    await createSchema(options.databaseUrl, schema, TABLE);
    try {
      const notes = [
        'not a Turn: one insert of 120 characters and its commit, the limit nothing without group commit can pass',
      ];
      if (found === undefined) {
        const driver = await runDriver(options, schema);
        return {
          ...driver,
          notes: [...notes, 'no pgbench found: eight connections of the pg driver instead'],
        };
      }
      await runProgram(found, { ...options, turns: undefined }, schema, 1); // warm-up
      options.onProgress?.({ peer: NAME, phase: 'measure', turns: 0, seconds: 0 });
      const measured = await runProgram(found, options, schema, options.seconds ?? 5);
      if (options.variants === false) return { ...measured, notes };
      return {
        ...measured,
        variants: [{ variant: 'pg driver, one process', ...(await runDriver(options, schema)) }],
        notes,
      };
    } finally {
      await dropSchema(options.databaseUrl, schema);
    }
  },
  cleanUp: ({ databaseUrl, namespace }) => dropSchema(databaseUrl, namespace),
};
