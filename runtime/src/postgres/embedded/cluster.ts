import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { NativeBinaries } from './native-install.ts';
import type { RunAs } from './run-as.ts';
import { runProgram } from './run-program.ts';
import type { ServerView } from './server-view.ts';

/** The role that owns everything in the embedded server. */
export const EMBEDDED_USER = 'opora';
/** Name of the cluster's folder in the data directory. */
export const CLUSTER = 'cluster';
const PASSWORD_FILE = 'password';
const DRAFT = 'cluster.new-';

/** Everything that creating a cluster needs to know. */
export interface ClusterPlan {
  readonly dataDirectory: string;
  readonly binaries: NativeBinaries;
  readonly runAs: RunAs;
  readonly view: ServerView;
  /** Major version of the binaries. */
  readonly major: number;
  readonly logger: Logger;
}

/**
 * Makes the data directory with modes that let the server's user pass through and nobody else look around.
 *
 * @throws ConfigError `postgres_directory_unusable` when it cannot be made or written.
 */
export async function prepareDataDirectory(dataDirectory: string): Promise<void> {
  const root = process.getuid?.() === 0;
  try {
    await mkdir(dataDirectory, { recursive: true, mode: root ? 0o711 : 0o700 });
    if (root) {
      // It stays root's own, so that a broken server cannot plant links for us to write through.
      const { mode } = await stat(dataDirectory);
      await chmod(dataDirectory, (mode & 0o777) | 0o011);
    }
    const probe = join(dataDirectory, `.write-${randomUUID()}`);
    await writeFile(probe, '');
    await rm(probe, { force: true });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'an unknown fault';
    throw new ConfigError(
      'postgres_directory_unusable',
      `The data directory ${dataDirectory} cannot be written (${code}). Free space or fix its permissions, or set OPORA_DATA_DIR.`,
      { cause },
    );
  }
}

/**
 * Makes sure there is a cluster of our major version; returns whether it was created now. `initdb` works in a
 * folder of another name that is renamed at the end, so a cluster that exists is complete; drafts left by an
 * interrupted run are removed. Call only under the owner lock.
 *
 * @throws ConfigError `postgres_major_mismatch`, `postgres_cluster_damaged`, `postgres_initdb_failed`.
 */
export async function ensureCluster(plan: ClusterPlan): Promise<boolean> {
  await removeDrafts(plan.dataDirectory);
  const folder = join(plan.dataDirectory, CLUSTER);
  if (await stat(folder).catch(() => null)) {
    await checkMajor(folder, plan.major);
    return false;
  }
  // initdb killed from outside (out of memory, an impatient operator) deserves one more try; a fault it
  // reports itself would only repeat.
  const first = await createCluster(plan, folder);
  if (first === 'killed' && (await createCluster(plan, folder)) === 'killed') {
    throw initdbFailed('it was killed twice', '');
  }
  return true;
}

/** The password of the embedded role, or `null` where the socket folder is the protection. */
export async function readPassword(dataDirectory: string): Promise<string | null> {
  if (process.platform !== 'win32') return null;
  return (await readFile(join(dataDirectory, PASSWORD_FILE), 'utf8')).trim();
}

async function createCluster(plan: ClusterPlan, folder: string): Promise<'created' | 'killed'> {
  const { dataDirectory, binaries, runAs, view, logger } = plan;
  const name = `${DRAFT}${randomUUID().slice(0, 8)}`;
  const draft = join(dataDirectory, name);
  logger.info({ folder }, 'creating the embedded database');
  await mkdir(draft, { mode: 0o700 });
  if (runAs.uid !== null && runAs.gid !== null) await chown(draft, runAs.uid, runAs.gid);
  const auth = await authArguments(dataDirectory, view);
  const args = ['-D', view.path(name), `--username=${EMBEDDED_USER}`, '--encoding=UTF8', '--no-instructions'];
  const end = await runProgram(binaries.initdb, [...args, ...localeArguments(), ...auth], runAs, view);
  if (end.code === 0) {
    await rename(draft, folder);
    await syncFolder(dataDirectory);
    return 'created';
  }
  await rm(draft, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  if (end.signal === 'SIGKILL' || end.signal === 'SIGTERM') {
    logger.warn({ signal: end.signal }, 'initdb was killed; trying again');
    return 'killed';
  }
  throw initdbFailed(`it ended with ${end.code ?? end.signal}`, end.output);
}

/**
 * Postgres's own C.UTF-8 sorts and folds alike on every system and never changes under an index. The classic
 * settings matter beside it: pg_trgm still asks them which characters are letters.
 */
function localeArguments(): string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  if (process.platform === 'darwin') return [...builtin, '--locale=C', '--lc-ctype=UTF-8'];
  if (process.platform === 'win32') return [...builtin, '--locale=C'];
  return [...builtin, '--locale=C.UTF-8'];
}

async function authArguments(dataDirectory: string, view: ServerView): Promise<string[]> {
  if (process.platform !== 'win32') return ['--auth=trust'];
  await writeFile(join(dataDirectory, PASSWORD_FILE), `${randomBytes(24).toString('hex')}\n`, {
    mode: 0o600,
  });
  return ['--auth=scram-sha-256', `--pwfile=${view.path(PASSWORD_FILE)}`];
}

async function checkMajor(folder: string, major: number): Promise<void> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '');
  const found = Number.parseInt(text, 10);
  if (!Number.isInteger(found)) {
    throw new ConfigError(
      'postgres_cluster_damaged',
      `The folder ${folder} exists but is not a Postgres cluster (no PG_VERSION). Move it away and restore a backup with: opora restore <file>.`,
    );
  }
  if (found === major) return;
  throw new ConfigError(
    'postgres_major_mismatch',
    `The database in ${folder} was made by Postgres ${found}; this version of Opora brings Postgres ${major}. Start the previous version of Opora, run: opora backup <file>, move the folder away, start this version and run: opora restore <file>.`,
    { context: { found, major } },
  );
}

async function removeDrafts(dataDirectory: string): Promise<void> {
  for (const name of await readdir(dataDirectory)) {
    if (!name.startsWith(DRAFT)) continue;
    // An orphaned initdb may still be writing there; what it leaves is removed next time.
    await rm(join(dataDirectory, name), { recursive: true, force: true, maxRetries: 3 }).catch(
      () => undefined,
    );
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function initdbFailed(how: string, output: string): ConfigError {
  const last = output.trim().split('\n').slice(-3).join(' / ');
  const advice = /No space left|ENOSPC/.test(output) ? ' The disk is full: free at least 200 MB.' : '';
  return new ConfigError(
    'postgres_initdb_failed',
    `The embedded database could not be created: ${how}.${advice} ${last}`,
  );
}
