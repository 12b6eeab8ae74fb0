/** The peers of the benchmark: a list for programs, a command line for people. */

import { cpus } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runIsolated } from './isolate.mjs';
import { peers } from './peers.mjs';
import { createPool } from './postgres.mjs';
import { toTable } from './report.mjs';

export { runIsolated } from './isolate.mjs';
export { peers } from './peers.mjs';

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */

const USAGE = `node src/index.mjs --peer all|<name>[,<name>] [--seconds 5 | --turns 1000] [--conversations 200]
  [--in-flight 32] [--warm-up 1.5] [--no-variants] [--json]
  [--database-url postgresql://…] [--redis-url redis://…]
peers: ${peers.map((peer) => peer.name).join(', ')}`;

/** @param {string | undefined} text @param {string} name @param {number} least */
function toNumber(text, name, least) {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least)
    throw new Error(`--${name} must be a number of at least ${least}, not ${text}`);
  return value;
}

/** @param {string[]} args */
function readArguments(args) {
  const { values } = parseArgs({
    args,
    options: {
      peer: { type: 'string', default: 'all' },
      seconds: { type: 'string', default: '5' },
      turns: { type: 'string' },
      conversations: { type: 'string', default: '200' },
      'in-flight': { type: 'string', default: '32' },
      'warm-up': { type: 'string', default: '1.5' },
      'database-url': {
        type: 'string',
        default: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/test',
      },
      'redis-url': { type: 'string', default: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' },
      'no-variants': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const names = values.peer === 'all' ? peers.map((peer) => peer.name) : values.peer.split(',');
  const chosen = names.map((name) => {
    const peer = peers.find((each) => each.name === name);
    if (peer === undefined) throw new Error(`no such peer: ${name}`);
    return peer;
  });
  /** @type {RunOptions} */
  const options = {
    databaseUrl: values['database-url'],
    redisUrl: values['redis-url'],
    conversations: toNumber(values.conversations, 'conversations', 1),
    inFlight: toNumber(values['in-flight'], 'in-flight', 1),
    warmUpSeconds: toNumber(values['warm-up'], 'warm-up', 0),
    seconds: toNumber(values.seconds, 'seconds', 0.1),
    ...(values.turns === undefined ? {} : { turns: toNumber(values.turns, 'turns', 1) }),
    variants: !values['no-variants'],
  };
  return { chosen, options, json: values.json, help: values.help };
}

/** What the figures were measured on. @param {string} databaseUrl */
async function describeEnvironment(databaseUrl) {
  const processors = cpus();
  const machine = {
    node: process.version,
    cores: processors.length,
    processor: processors[0]?.model ?? 'unknown',
  };
  const pool = createPool(databaseUrl, 1);
  try {
    const { rows } = await pool.query(
      `select current_setting('server_version') as version, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as "synchronousCommit", current_setting('shared_buffers') as "sharedBuffers"`,
    );
    return { ...machine, postgres: rows[0] };
  } catch (error) {
    return { ...machine, postgres: `not reached: ${/** @type {Error} */ (error).message}` };
  } finally {
    await pool.end();
  }
}

/** @param {import('./peer.mjs').Progress} progress */
function showProgress({ peer, phase, turns, seconds }) {
  const line = `${peer}: ${phase}, ${turns} turns in ${seconds.toFixed(1)} s`;
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}

/** @param {string[]} args @returns {Promise<number>} the exit code */
async function main(args) {
  const { chosen, options, json, help } = readArguments(args);
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const controller = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => controller.abort());
  const environment = await describeEnvironment(options.databaseUrl);
  const outcomes = [];
  for (const peer of chosen) {
    if (controller.signal.aborted) break;
    process.stderr.write(`${peer.name} …\n`);
    const outcome = await runIsolated(peer, {
      ...options,
      signal: controller.signal,
      onProgress: showProgress,
    });
    outcomes.push(outcome);
    const said =
      outcome.status === 'ok' ? `${outcome.result.turnsPerSecond} a second` : `failed: ${outcome.reason}`;
    process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${peer.name}: ${said}\n`);
  }
  const { databaseUrl: _database, redisUrl: _redis, ...settings } = options; // they may hold passwords
  process.stdout.write(
    json ? `${JSON.stringify({ environment, settings, outcomes }, null, 2)}\n` : `${toTable(outcomes)}\n`,
  );
  if (controller.signal.aborted) return 130;
  return outcomes.every((outcome) => outcome.status === 'ok') ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n\n${USAGE}\n`);
    process.exitCode = 2;
  }
}
