import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../../core/errors.ts';

/** The user that owns the cluster and runs the server; `null` ids mean the current user. */
export interface RunAs {
  readonly uid: number | null;
  readonly gid: number | null;
  readonly name: string;
}

interface PasswdEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Decides who runs Postgres, which refuses root. An ordinary user runs it as himself. Root drops to the owner
 * of an existing cluster, else to `nobody`, else to the first unprivileged entry of the passwd file: an uid
 * without an entry fails inside `initdb`.
 *
 * @throws ConfigError `postgres_no_user` when root finds no unprivileged user, `postgres_wrong_owner` when
 * the cluster belongs to somebody else.
 */
export function chooseRunAs(clusterFolder: string, passwdFile = '/etc/passwd'): RunAs {
  const uid = process.getuid?.();
  const owner = statSync(clusterFolder, { throwIfNoEntry: false })?.uid;
  if (uid === undefined) return { uid: null, gid: null, name: 'the current user' };
  if (uid !== 0) {
    if (owner !== undefined && owner !== uid) throw wrongOwner(clusterFolder, owner, uid);
    return { uid: null, gid: null, name: `uid ${uid}` };
  }
  const entries = readPasswd(passwdFile).filter((entry) => entry.uid !== 0);
  const chosen =
    owner === undefined || owner === 0
      ? (entries.find((entry) => entry.name === 'nobody') ?? entries[0])
      : entries.find((entry) => entry.uid === owner);
  if (chosen === undefined) throw owner ? wrongOwner(clusterFolder, owner, uid) : noUser(passwdFile);
  return chosen;
}

/** Whether `runAs` may pass through every folder above `path`, judged by mode bits; true for the current user. */
export function canReach(runAs: RunAs, path: string): boolean {
  if (runAs.uid === null) return true;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === runAs.uid ? 0o100 : gid === runAs.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function readPasswd(file: string): PasswdEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw noUser(file, cause);
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

function noUser(passwdFile: string, cause?: unknown): ConfigError {
  return new ConfigError(
    'postgres_no_user',
    `Postgres refuses to run as root and ${passwdFile} lists no unprivileged user to drop to. Start Opora as an ordinary user, or set DATABASE_URL.`,
    cause === undefined ? {} : { cause },
  );
}

function wrongOwner(folder: string, owner: number, uid: number): ConfigError {
  return new ConfigError(
    'postgres_wrong_owner',
    `The database folder ${folder} belongs to uid ${owner}, but this process runs as uid ${uid}. Start Opora as its owner, or give it away once: chown -R ${uid} "${folder}".`,
    { context: { owner, uid } },
  );
}
