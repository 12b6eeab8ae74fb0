import { createHash, type Hash } from 'node:crypto';
import { TerminalError } from '../../core/errors.ts';
import { readBackup } from './container.ts';
import type { BackupManifest, ProgressListener } from './manifest.ts';

/**
 * Reads a whole backup and proves that it is complete and unchanged: every table against its SHA-256, and the
 * file against its own. This finds accidents; whoever can rewrite the file can also rewrite the sums.
 *
 * @throws TerminalError `backup_unreadable`, `backup_format_unsupported`, `backup_damaged`.
 */
export async function inspectBackup(file: string, onProgress?: ProgressListener): Promise<BackupManifest> {
  const hashes: { name: string; hash: Hash; bytes: number }[] = [];
  for await (const record of readBackup(file)) {
    const current = hashes.at(-1);
    if (record.kind === 'table') {
      hashes.push({ name: record.name, hash: createHash('sha256'), bytes: 0 });
    } else if (record.kind === 'data') {
      if (current === undefined) throw damaged(file, 'data before the first table');
      current.hash.update(record.data);
      current.bytes += record.data.length;
      const { name, bytes } = current;
      onProgress?.({ phase: 'check', table: name, index: hashes.length, total: 0, bytes });
    } else {
      const found = hashes.map(({ name, hash }) => `${name} ${hash.digest('hex')}`);
      const stated = record.manifest.tables.map(({ name, sha256 }) => `${name} ${sha256}`);
      if (found.join() !== stated.join()) throw damaged(file, 'a table differs from its checksum');
      return record.manifest;
    }
  }
  throw damaged(file, 'it has no manifest');
}

function damaged(file: string, why: string): TerminalError {
  return new TerminalError(
    'backup_damaged',
    `${file} is damaged (${why}); nothing was touched. Use another backup.`,
  );
}
