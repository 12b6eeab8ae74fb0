import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { version } from 'opora/app';
import { type BenchServer, withPool } from './bench-database.ts';

/** What the figures were measured on. */
export interface Machine {
  readonly opora: string;
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  /** Processes ready to run before the measurement began; above 0 others were at work. */
  readonly loadBefore: number;
  readonly database: 'embedded' | 'server';
  readonly postgres: string;
  readonly fsync: string;
  readonly synchronousCommit: string;
}

/** Describes this machine and the server. @throws Error when the server does not wait for the disk. */
export async function describeMachine(server: BenchServer): Promise<Machine> {
  const settings = await withPool(server.connectionString, async (pool) => {
    const { rows } = await pool.query<Pick<Machine, 'postgres' | 'fsync' | 'synchronousCommit'>>(
      `select current_setting('server_version') as postgres, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as "synchronousCommit"`,
    );
    return rows[0];
  });
  if (settings === undefined || settings.fsync !== 'on' || settings.synchronousCommit !== 'on') {
    throw new Error(
      'The server must run with fsync=on and synchronous_commit=on: anything else is no measurement.',
    );
  }
  const processors = cpus();
  return {
    opora: version,
    node: process.version,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()}`,
    loadBefore: loadavg()[0] ?? 0,
    database: server.kind,
    ...settings,
  };
}
