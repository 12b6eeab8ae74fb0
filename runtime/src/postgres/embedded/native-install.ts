import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError, describeError } from '../../core/errors.ts';
import { childEnvironment } from './child-environment.ts';
import type { NativePackage } from './native-package.ts';
import { canReach, type RunAs } from './run-as.ts';

/** Executables that the chosen user can run. */
export interface NativeBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** True when this call made a copy of the package. */
  readonly copied: boolean;
}

const SHARED_CACHE = '/var/lib/opora/native';

/**
 * Makes the binaries of `native` runnable by `runAs`: in place after adding the missing library links, or
 * from one copy per version (58 MB) in `dataDirectory/native`, else in `/var/lib/opora/native`, else in the
 * temp folder, whichever `runAs` can reach.
 *
 * @throws ConfigError `postgres_binaries_unusable` with every reason when no place works.
 */
export async function installNative(
  native: NativePackage,
  dataDirectory: string,
  runAs: RunAs,
): Promise<NativeBinaries> {
  const faults: string[] = [];
  try {
    await addLinks(native.folder, native.folder);
    return await proveRunnable(native.folder, runAs, false);
  } catch (error) {
    faults.push(`${native.folder}: ${describeError(error)}`);
  }
  for (const root of [join(dataDirectory, 'native'), SHARED_CACHE, join(tmpdir(), 'opora-native')]) {
    const target = join(root, native.version);
    try {
      const copied = await copyOnce(native, root, target, runAs);
      return await proveRunnable(target, runAs, copied);
    } catch (error) {
      faults.push(`${target}: ${describeError(error)}`);
    }
  }
  throw new ConfigError(
    'postgres_binaries_unusable',
    `The embedded Postgres cannot be run by ${runAs.name}. Set OPORA_DATA_DIR to a folder that allows programs to be run, or set DATABASE_URL. Tried: ${faults.join('; ')}`,
  );
}

async function proveRunnable(folder: string, runAs: RunAs, copied: boolean): Promise<NativeBinaries> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(folder, 'bin', `${name}${suffix}`);
  const ids = runAs.uid === null || runAs.gid === null ? {} : { uid: runAs.uid, gid: runAs.gid };
  // Only running it shows that the loader finds every library and that the mount allows execution.
  await promisify(execFile)(program('postgres'), ['--version'], {
    ...ids,
    cwd: '/',
    env: childEnvironment(),
  });
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl'), copied };
}

async function copyOnce(native: NativePackage, root: string, target: string, runAs: RunAs): Promise<boolean> {
  await mkdir(root, { recursive: true, mode: 0o755 });
  const { uid, mode } = await lstat(root);
  // The server runs what lies here: a folder that others own or may write to is not believed.
  if (uid !== (process.getuid?.() ?? uid) || (mode & 0o022) !== 0)
    throw new Error(`${root} is not ours alone`);
  if (!canReach(runAs, target)) throw new Error(`${runAs.name} cannot reach it`);
  if (await exists(target)) return false;
  const draft = join(root, `.copy-${randomUUID()}`);
  try {
    await copyFolder(native.folder, draft);
    await addLinks(native.folder, draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have finished the same copy first.
    if (!(await exists(target))) throw error;
  }
  return true;
}

/** Copies what the server needs, leaving out static libraries and headers; modes are made readable to all. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory() && entry.name !== 'pkgconfig' && entry.name !== 'include') {
      await copyFolder(source, target);
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, basename(to) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** npm cannot pack symbolic links and install scripts are off, so the links are listed in a file instead. */
async function addLinks(packageFolder: string, folder: string): Promise<void> {
  const list = join(packageFolder, 'pg-symlinks.json');
  if (!(await exists(list))) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, relative('native', target));
    if (await exists(path)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
