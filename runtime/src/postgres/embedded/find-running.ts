import { join, resolve } from 'node:path';
import { CLUSTER, EMBEDDED_USER, readPassword } from './cluster.ts';
import { EMBEDDED_DATABASE } from './database-check.ts';
import { isServerOf, readPostmasterFile } from './postmaster-file.ts';

/**
 * Address of the embedded server that another process of this product is running on `dataDirectory`, for
 * commands that work beside it; null when none runs.
 */
export async function findRunningServer(dataDirectory: string): Promise<string | null> {
  const cluster = join(resolve(dataDirectory), CLUSTER);
  const file = readPostmasterFile(cluster);
  if (file === null || file.status !== 'ready' || !isServerOf(cluster, file.pid)) return null;
  const password = await readPassword(resolve(dataDirectory));
  const login = password === null ? EMBEDDED_USER : `${EMBEDDED_USER}:${encodeURIComponent(password)}`;
  if (file.socketFolder === '') return `postgres://${login}@127.0.0.1:${file.port}/${EMBEDDED_DATABASE}`;
  const host = encodeURIComponent(file.socketFolder);
  return `postgres://${login}@/${EMBEDDED_DATABASE}?host=${host}&port=${file.port}`;
}
