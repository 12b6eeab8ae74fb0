import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../../core/errors.ts';
import { canReach, type RunAs } from './run-as.ts';

/** How the server process names the files of the data directory, which may differ from how we do. */
export interface ServerView {
  /** The path of `dataDirectory/name` as the server must be given it. */
  path(name: string): string;
  /** File descriptors a program needs from number 3 on for those paths to work. */
  readonly inherited: readonly number[];
  close(): void;
}

/**
 * The view `runAs` has of `dataDirectory`. Below a folder that only root may enter (a checkout in `/root`)
 * the server cannot follow the path; there it inherits the open folder and names it `/proc/self/fd/3`, which
 * leads straight to it and asks no permission of the folders above.
 *
 * @throws ConfigError `postgres_directory_unreachable` where neither way works (not Linux).
 */
export function openServerView(dataDirectory: string, runAs: RunAs): ServerView {
  if (canReach(runAs, join(dataDirectory, 'cluster'))) {
    return { path: (name) => join(dataDirectory, name), inherited: [], close: () => undefined };
  }
  if (process.platform !== 'linux') {
    throw new ConfigError(
      'postgres_directory_unreachable',
      `Postgres refuses root and runs as ${runAs.name}, who may not enter a folder above ${dataDirectory}. Set OPORA_DATA_DIR to a folder everybody may pass through, or start Opora as an ordinary user.`,
    );
  }
  const descriptor = openSync(dataDirectory, 'r');
  return {
    path: (name) => `/proc/self/fd/3/${name}`,
    inherited: [descriptor],
    close: () => closeSync(descriptor),
  };
}
