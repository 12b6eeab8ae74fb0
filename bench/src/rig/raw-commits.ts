import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { openPool } from '../bench-database.ts';

const clients = 8;
const row = 'x'.repeat(120);
const run = promisify(execFile);

/** Eight synchronous clients, each committing one small insert at a time: the limit of one commit a Turn. */
export interface RawCommits {
  /** `pgbench`, or `pg` where it is not installed. */
  readonly by: 'pgbench' | 'pg';
  /** Commits a second over `seconds`. */
  measure(seconds: number): Promise<number>;
  close(): Promise<void>;
}

/** Makes the table and finds `pgbench`; without it eight connections of the driver serve. */
export async function openRawCommits(connectionString: string): Promise<RawCommits> {
  const pool = openPool(connectionString, clients);
  await pool.query(
    'create table if not exists raw_commits (id bigint generated always as identity primary key, body text not null)',
  );
  const program = findPgbench();
  if (program === null) {
    return { by: 'pg', measure: (seconds) => measureByDriver(pool, seconds), close: () => pool.end() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'opora-bench-pgbench-'));
  const script = join(folder, 'insert.sql');
  await writeFile(script, `insert into raw_commits (body) values ('${row}');\n`);
  return {
    by: 'pgbench',
    measure: (seconds) => measureByProgram(program, script, connectionString, seconds),
    close: async () => {
      await pool.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function measureByDriver(pool: pg.Pool, seconds: number): Promise<number> {
  const endsAt = performance.now() + seconds * 1000;
  let commits = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      await pool.query({ name: 'raw', text: 'insert into raw_commits (body) values ($1)', values: [row] });
      commits += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return commits / seconds;
}

async function measureByProgram(
  program: string,
  script: string,
  connectionString: string,
  seconds: number,
): Promise<number> {
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    String(clients),
    '-j',
    '2',
    '-T',
    String(Math.max(1, Math.round(seconds))),
  ];
  const { stdout } = await run(program, [...args, '-f', script, connectionString]);
  const rate = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
  if (!(rate > 0)) throw new Error(`pgbench gave no rate: ${stdout}`);
  return rate;
}

function findPgbench(): string | null {
  const base = '/usr/lib/postgresql';
  const debian = existsSync(base) ? readdirSync(base).map((major) => join(base, major, 'bin')) : [];
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debian];
  return folders.map((folder) => join(folder, 'pgbench')).find((file) => existsSync(file)) ?? null;
}
