import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, sleep } from '../../core/clock.ts';
import { ConfigError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { readPostmasterFile } from './postmaster-file.ts';

/** A server writes the file right after it has made it. */
const writingMs = 500;

/**
 * Deals with a `postmaster.pid` that names no process, as a power cut leaves it: Postgres takes an empty one for that of
 * a server that is starting, and refuses to start for ever. On Linux it is removed when no process works in the
 * cluster folder, which every server does from before it makes the file; elsewhere that cannot be known. Call as the
 * owner of the data directory: servers of other owners are none then, and one that this misses still holds the
 * memory block by which Postgres knows it.
 *
 * @throws ConfigError `postgres_lock_file_unreadable`
 */
export async function clearUnreadableFile(cluster: string, clock: Clock, logger: Logger): Promise<void> {
  if (describeUnreadable(cluster) === null) return;
  await sleep(clock, writingMs);
  const found = describeUnreadable(cluster);
  if (found === null) return;
  const path = join(cluster, 'postmaster.pid');
  const pids = process.platform === 'linux' ? findProcessesIn(cluster) : null;
  if (pids !== null && pids.length === 0) {
    logger.warn({ path, found }, 'the lock file of the embedded database named no process; it was removed');
    rmSync(path, { force: true });
    return;
  }
  const check =
    pids === null
      ? 'Look for a process "postgres" with this folder in its command and stop it'
      : `Process ${pids.join(', ')} works in that folder: stop it (a server notices its damaged file and ends within about a minute)`;
  throw new ConfigError(
    'postgres_lock_file_unreadable',
    `The lock file ${path} is ${found}, so it does not tell whether a server runs on the data. ${check}. When none runs, remove that file and start again.`,
  );
}

/** What is wrong with the file; null when it is not there or names a process. */
function describeUnreadable(cluster: string): string | null {
  if (readPostmasterFile(cluster) !== null) return null;
  try {
    const text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8');
    return text === ''
      ? 'empty'
      : `not one of Postgres (it begins with ${JSON.stringify(text.slice(0, 20))})`;
  } catch {
    return null;
  }
}

/** Processes whose working folder is `folder`, on Linux. Those of other users, which are no servers of ours, are left out. */
function findProcessesIn(folder: string): number[] {
  const { dev, ino } = statSync(folder);
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const theirs = statSync(`/proc/${pid}/cwd`);
      return theirs.dev === dev && theirs.ino === ino ? [pid] : [];
    } catch {
      return [];
    }
  });
}
