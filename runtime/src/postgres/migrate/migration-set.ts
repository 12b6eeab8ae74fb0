import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';

/** A folder of numbered SQL files with its own numbering: `runtime`, or the name of a bot. */
export interface MigrationSet {
  readonly name: string;
  readonly folder: string;
}

/** One pair of files `000001_name.up.sql` and `000001_name.down.sql`. */
export interface Migration {
  readonly set: string;
  readonly version: number;
  readonly name: string;
  /** Path of the up file, for messages. */
  readonly file: string;
  readonly up: string;
  readonly down: string;
  /** SHA-256 of the up file with Unix line ends, so that a checkout on Windows agrees. */
  readonly checksum: string;
  /** True when the up file begins with the line `-- breaking`: older processes must not run after it. */
  readonly breaking: boolean;
}

const FILE = /^(\d{6})_([a-z0-9_-]+)\.(up|down)\.sql$/;

/**
 * Reads the migrations of a set, oldest first.
 *
 * @throws ConfigError `migration_set_invalid` naming the folder and every fault: a name out of form, a gap or
 * a double in the numbering, a missing half of a pair.
 */
export async function readMigrationSet(set: MigrationSet): Promise<Migration[]> {
  const names = await readdir(set.folder).catch((cause: unknown) => {
    throw new ConfigError(
      'migration_set_invalid',
      `The migrations of ${set.name} are not at ${set.folder}.`,
      {
        cause,
      },
    );
  });
  const files = names.filter((name) => name.endsWith('.sql')).sort();
  const faults = findFaults(files);
  if (faults.length > 0) {
    throw new ConfigError(
      'migration_set_invalid',
      `The folder ${set.folder} is wrong: ${faults.join('; ')}.`,
    );
  }
  const ups = files.filter((name) => name.endsWith('.up.sql'));
  return Promise.all(ups.map((name) => readMigration(set, name)));
}

async function readMigration(set: MigrationSet, upName: string): Promise<Migration> {
  const [, digits = '', name = ''] = FILE.exec(upName) ?? [];
  const file = join(set.folder, upName);
  const up = await readUnix(file);
  const down = await readUnix(file.replace(/\.up\.sql$/, '.down.sql'));
  return {
    ...{ set: set.name, version: Number(digits), name, file, up, down },
    checksum: createHash('sha256').update(up).digest('hex'),
    breaking: /^--\s*breaking\b/.test(up),
  };
}

function findFaults(files: readonly string[]): string[] {
  const faults: string[] = [];
  const names = new Set(files);
  let expected = 1;
  for (const file of files) {
    const match = FILE.exec(file);
    if (match === null) {
      faults.push(`${file} is not named like 000001_name.up.sql`);
      continue;
    }
    const twin = file.replace(/\.(up|down)\.sql$/, match[3] === 'up' ? '.down.sql' : '.up.sql');
    if (!names.has(twin)) faults.push(`${file} has no ${twin}`);
    if (match[3] !== 'up') continue;
    if (Number(match[1]) !== expected) faults.push(`${file} stands where number ${expected} should`);
    expected = Number(match[1]) + 1;
  }
  return faults;
}

async function readUnix(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).replaceAll('\r\n', '\n');
}
