import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Why a file cannot be written, in words for whoever named it; null when it can. */
export async function faultOfPlace(file: string, isForced: boolean): Promise<string | null> {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) return `${file} is a folder; name a file: --out <file.zip>`;
  if (there !== null && !isForced) return `${file} exists already: --force replaces it, --out names another.`;
  const folder = dirname(file);
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return isWritable ? null : `Nothing can be written to ${folder}; name another place: --out <file.zip>`;
}

/**
 * Lets `make` write a file beside the place and moves it there once it is whole: a name that exists holds everything.
 * What was not moved is removed.
 */
export async function placeWhole(
  file: string,
  id: string,
  make: (target: string) => Promise<void>,
): Promise<void> {
  const target = `${file}.${id}`;
  try {
    await make(target);
    await rename(target, file);
  } finally {
    await rm(target, { force: true });
  }
}
