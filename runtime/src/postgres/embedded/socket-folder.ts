import { chmod, chown, lstat, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canReach, type RunAs } from './run-as.ts';

/** Longest path of a unix socket in bytes: `sun_path` less its final zero (Linux 108, macOS 104). */
const LIMIT = process.platform === 'darwin' ? 103 : 107;
const SOCKET_NAME = '/.s.PGSQL.5432';
const RECORD = 'socket.json';

/**
 * The folder of the server's unix socket, mode 0700, owned by `runAs`: `dataDirectory/run`, or a short folder
 * below the temp folder when that path is too long for a socket or `runAs` cannot reach it. The short folder
 * is recorded in `dataDirectory/socket.json` and used again next time.
 */
export async function prepareSocketFolder(dataDirectory: string, runAs: RunAs): Promise<string> {
  const near = join(dataDirectory, 'run');
  if (fits(near) && canReach(runAs, near)) {
    await mkdir(near, { recursive: true, mode: 0o700 });
    return hand(near, runAs);
  }
  const recorded = await readRecord(dataDirectory);
  if (recorded !== null && (await isOurs(recorded, runAs))) return recorded;
  const parent = fits(join(tmpdir(), 'opora-XXXXXX')) ? tmpdir() : '/tmp';
  const folder = await hand(await mkdtemp(join(parent, 'opora-')), runAs);
  await writeFile(join(dataDirectory, RECORD), JSON.stringify({ folder }), { mode: 0o600 });
  return folder;
}

function fits(folder: string): boolean {
  return Buffer.byteLength(folder + SOCKET_NAME) <= LIMIT;
}

async function hand(folder: string, runAs: RunAs): Promise<string> {
  await chmod(folder, 0o700);
  if (runAs.uid !== null && runAs.gid !== null) await chown(folder, runAs.uid, runAs.gid);
  return folder;
}

async function readRecord(dataDirectory: string): Promise<string | null> {
  try {
    const value = JSON.parse(await readFile(join(dataDirectory, RECORD), 'utf8')) as { folder?: unknown };
    return typeof value.folder === 'string' ? value.folder : null;
  } catch {
    return null;
  }
}

/** The temp folder is open to everyone: a folder of that name counts only if nobody else could have made it. */
async function isOurs(folder: string, runAs: RunAs): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  const uid = runAs.uid ?? process.getuid?.();
  return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o077) === 0;
}
