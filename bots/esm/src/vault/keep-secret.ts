import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Reads the secret kept in `file`, readable by its owner only; the first call makes it with `create`. Several
 * processes that begin together read the same one, and a crash leaves a whole file or none.
 */
export async function keepSecret(file: string, create: () => string): Promise<string> {
  const kept = await readSecret(file);
  if (kept !== null) return kept;
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${create()}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(fresh, file);
  } catch (error) {
    // Another process was first: its secret holds.
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}

/** The secret kept in `file`, or null when there is none. */
export async function readSecret(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
